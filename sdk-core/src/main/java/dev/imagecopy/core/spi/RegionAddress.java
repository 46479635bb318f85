package dev.imagecopy.core.spi;

import java.net.URI;

/** Makes addresses of services out of regions: no text that passes for a region leads out of the provider's domain. */
public final class RegionAddress {
    private RegionAddress() {}

    /**
     * Makes the address of a service in a region. The region need not be in any table, so new ones work at once.
     *
     * @param service what the host's name begins with, for example {@code ims}
     * @param region the region, the one part that may come from elsewhere
     * @param domain what the host's name ends in, from the provider's table
     * @return {@code https://service.region.domain}
     * @throws IllegalArgumentException if the region is not of the form that {@link Checks#region} accepts
     */
    public static URI https(String service, String region, String domain) {
        Checks.of("The address of " + service).region("region", region).throwIfAny();
        return URI.create("https://" + service + "." + region + "." + domain);
    }
}
