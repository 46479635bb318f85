package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.spi.Checks;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of one client, from its builder, the environment or the table.
 *
 * @param ims returns the address of the image service in a region
 * @param iam the address of the identity service
 */
record Addresses(HuaweiImsEndpoints ims, URI iam) {
    static Addresses of(
            String region,
            Optional<URI> endpoint,
            @Nullable URI iamEndpoint,
            NamedSettings environment,
            Checks checks) {
        EndpointOverrides named = new EndpointOverrides(environment);
        Optional<URI> unused = named.ofVariable(EndpointOverrides.variable(region), checks);
        Optional<URI> namedIam = named.ofVariable(AddressSetting.IAM_ENDPOINT.key(), checks);
        if (iamEndpoint != null) {
            EndpointOverrides.check("iamEndpoint", iamEndpoint, checks);
        }
        URI iam = iamEndpoint != null ? iamEndpoint : namedIam.orElse(endpoint.orElse(null));
        if (iam == null) {
            iam = HuaweiImsEndpoints.iam(checks.violations().isEmpty() ? region : "invalid");
        }
        return new Addresses(new HuaweiImsEndpoints(region, endpoint, named), iam);
    }
}
