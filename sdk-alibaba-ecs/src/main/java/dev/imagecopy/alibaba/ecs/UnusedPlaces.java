package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.alibaba.ecs.auth.AlibabaUnusedSettings;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.ToolVariables;
import dev.imagecopy.core.credentials.UnusedSettings;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import dev.imagecopy.core.credentials.VariableSubject;
import dev.imagecopy.core.credentials.WrittenHost;
import dev.imagecopy.core.spi.WireAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Variables by which the vendor's tools choose a region or an address. A client takes both from its builder, and warns about
 * variables that name others.
 *
 * @see <a href="https://github.com/aliyun/aliyun-cli/blob/master/config/profile.go">the command line's variables</a>
 */
final class UnusedPlaces {
    private static final String REGION = "name the region with AlibabaEcsClient.Builder.region";
    private static final String ENDPOINT = "name the address with AlibabaEcsClient.Builder.endpoint";

    static final List<Unused> REGIONS = List.of(
            region("ALIBABA_CLOUD_REGION_ID"),
            region("ALIBABA_CLOUD_REGION"),
            region("ALIBABACLOUD_REGION_ID"),
            region("ALICLOUD_REGION_ID"),
            region("ALICLOUD_REGION"),
            region("ALIYUN_REGION"),
            region("REGION_ID"),
            region("REGION"));

    static final List<Unused> ENDPOINTS = List.of(
            endpoint("ALIBABA_CLOUD_ENDPOINT"),
            endpoint("ALIBABACLOUD_ENDPOINT"),
            endpoint("ECS_ENDPOINT"),
            endpoint("ALICLOUD_ECS_ENDPOINT"),
            endpoint("ALIBABA_CLOUD_ECS_ENDPOINT"),
            endpoint("ALIBABACLOUD_ECS_ENDPOINT"),
            endpoint("ALICLOUD_ENDPOINT"),
            endpoint("TF_ENDPOINT_PATH"),
            endpointMode("ALIBABA_CLOUD_USE_VPC_ENDPOINT"),
            endpointMode("ALIBABA_CLOUD_ENDPOINT_TYPE"),
            endpointMode("ALIBABACLOUD_ENDPOINT_TYPE"),
            endpointMode("ENDPOINT_TYPE"),
            endpointMode("ALICLOUD_ENDPOINT_TYPE"));

    /** Values that stand for the address that a client uses unasked. */
    private static final Set<String> PUBLIC = Set.of("public", "false", "no", "off", "0");

    private UnusedPlaces() {}

    private static Unused region(String key) {
        return new Unused(key, REGION);
    }

    private static Unused endpoint(String key) {
        return new Unused(key, ENDPOINT);
    }

    private static Unused endpointMode(String key) {
        return new Unused(key, "choose it with AlibabaEcsClient.Builder.endpointMode");
    }

    /**
     * Warns about those that name a region or address other than the client's, and about others of the same tools, where the
     * variables are listed.
     *
     * @param region the client's region
     * @param address the client's address in that region; empty if the builder sets one, or how to choose one
     */
    static void warn(NamedSettings variables, String region, Optional<URI> address) {
        UnusedSettings told = new UnusedSettings("AlibabaEcsClient");
        ToolVariables tools = AlibabaUnusedSettings.TOOLS;
        Predicate<String> isRegion = region::equalsIgnoreCase;
        told.warn(variables, REGIONS, isRegion);
        told.warnUnknown(variables, tools, REGION, isRegion, VariableSubject.REGION);
        if (address.isPresent()) {
            Predicate<String> isAddress = value -> PUBLIC.contains(value.toLowerCase(Locale.ROOT))
                    || WrittenHost.of(value)
                            .equals(WireAddress.of(address.get()).getHost());
            told.warn(variables, ENDPOINTS, isAddress);
            told.warnUnknown(variables, tools, ENDPOINT, isAddress, VariableSubject.ENDPOINT);
        }
    }
}
