package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.UnusedSettings;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import java.util.List;

/**
 * Variables by which the vendor's tools choose a region or an address. A client takes both from its builder, and warns about
 * variables that name others.
 *
 * @see <a href="https://github.com/aliyun/aliyun-cli/blob/master/config/profile.go">the command line's variables</a>
 */
final class UnusedPlaces {
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
            new Unused("ALIBABA_CLOUD_ENDPOINT", "name the address with AlibabaEcsClient.Builder.endpoint"),
            new Unused("ALIBABACLOUD_ENDPOINT", "name the address with AlibabaEcsClient.Builder.endpoint"),
            new Unused("ECS_ENDPOINT", "name the address with AlibabaEcsClient.Builder.endpoint"),
            new Unused("ALICLOUD_ECS_ENDPOINT", "name the address with AlibabaEcsClient.Builder.endpoint"),
            new Unused("ALIBABA_CLOUD_ECS_ENDPOINT", "name the address with AlibabaEcsClient.Builder.endpoint"),
            new Unused("ALIBABACLOUD_ECS_ENDPOINT", "name the address with AlibabaEcsClient.Builder.endpoint"),
            new Unused("ALIBABA_CLOUD_USE_VPC_ENDPOINT", "choose it with AlibabaEcsClient.Builder.endpointMode"),
            new Unused("ALICLOUD_ENDPOINT", "name the address with AlibabaEcsClient.Builder.endpoint"),
            new Unused("TF_ENDPOINT_PATH", "name the address with AlibabaEcsClient.Builder.endpoint"),
            new Unused("ALIBABA_CLOUD_ENDPOINT_TYPE", "choose it with AlibabaEcsClient.Builder.endpointMode"),
            new Unused("ALIBABACLOUD_ENDPOINT_TYPE", "choose it with AlibabaEcsClient.Builder.endpointMode"),
            new Unused("ENDPOINT_TYPE", "choose it with AlibabaEcsClient.Builder.endpointMode"),
            new Unused("ALICLOUD_ENDPOINT_TYPE", "choose it with AlibabaEcsClient.Builder.endpointMode"));

    private UnusedPlaces() {}

    private static Unused region(String key) {
        return new Unused(key, "name the region with AlibabaEcsClient.Builder.region");
    }

    /**
     * Warns about those that name a region or address other than the client's.
     *
     * @param region the client's region; empty if it has none
     * @param choosesAddress whether the builder sets an address, or how to choose one
     */
    static void warn(NamedSettings variables, String region, boolean choosesAddress) {
        UnusedSettings told = new UnusedSettings("AlibabaEcsClient");
        told.warn(variables, REGIONS, region);
        if (!choosesAddress) {
            told.warn(variables, ENDPOINTS);
        }
    }
}
