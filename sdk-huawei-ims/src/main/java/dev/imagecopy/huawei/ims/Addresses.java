package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.spi.Checks;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of one client, chosen among builder, environment and table.
 *
 * @param ims finds the image service of a region
 * @param iam where the identity service answers
 */
record Addresses(HuaweiImsEndpoints ims, URI iam) {
    private static final String IAM = "HUAWEICLOUD_SDK_IAM_ENDPOINT";
    private static final String IMS = "HUAWEICLOUD_SDK_REGION_IMS_";

    static Addresses of(
            String region,
            Optional<URI> endpoint,
            @Nullable URI iamEndpoint,
            UnaryOperator<@Nullable String> environment,
            Checks checks) {
        String variable = IMS + region.toUpperCase(Locale.ROOT).replace('-', '_');
        Optional<URI> named = read(variable, environment, checks);
        Optional<URI> namedIam = read(IAM, environment, checks);
        if (iamEndpoint != null) {
            check("iamEndpoint", iamEndpoint, checks);
        }
        URI iam = Optional.ofNullable(iamEndpoint)
                .or(() -> namedIam)
                .or(() -> endpoint)
                .orElseGet(() -> HuaweiImsEndpoints.iam(checks.violations().isEmpty() ? region : "invalid"));
        return new Addresses(new HuaweiImsEndpoints(region, endpoint, named), iam);
    }

    private static Optional<URI> read(String variable, UnaryOperator<@Nullable String> environment, Checks checks) {
        String text = environment.apply(variable);
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI address = URI.create(text.contains("://") ? text : "https://" + text);
            check(variable, address, checks);
            return Optional.of(address);
        } catch (IllegalArgumentException e) {
            checks.check(false, variable + " is no address");
            return Optional.empty();
        }
    }

    private static void check(String name, URI address, Checks checks) {
        boolean https = "https".equalsIgnoreCase(address.getScheme());
        boolean here = "http".equalsIgnoreCase(address.getScheme())
                && String.valueOf(address.getHost()).matches("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");
        checks.check(
                address.getHost() != null
                        && (https || here)
                        && address.getRawUserInfo() == null
                        && address.getRawQuery() == null
                        && address.getRawFragment() == null,
                name + " must be an https address without user info, query and fragment");
    }
}
