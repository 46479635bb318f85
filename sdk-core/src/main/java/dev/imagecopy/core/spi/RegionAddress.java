package dev.imagecopy.core.spi;

import java.net.URI;

/** Creates the addresses of services from regions, such that no region can lead out of the provider's domain. */
public final class RegionAddress {
    private RegionAddress() {}

    /**
     * Creates the address of a service in a region. The region need not be in any table, so new regions work at once.
     *
     * @param service the beginning of the host name, for example {@code ims}
     * @param region the region, the only part that may come from outside
     * @param domain the end of the host name, from the provider's table
     * @return {@code https://service.region.domain}
     * @throws IllegalArgumentException if {@link Checks#region} does not accept the region
     */
    public static URI https(String service, String region, String domain) {
        Checks.of("The address of " + service).region("region", region).throwIfAny();
        return URI.create("https://" + service + "." + region + "." + domain);
    }
}
