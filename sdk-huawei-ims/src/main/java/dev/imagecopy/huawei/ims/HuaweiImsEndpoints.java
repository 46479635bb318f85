package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.spi.Endpoints;
import dev.imagecopy.core.spi.RegionAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The address of the service in each region. Any region is accepted: one that is not listed is expected under
 * {@code myhuaweicloud.com}.
 *
 * @see <a href="https://developer.huaweicloud.com/intl/en-us/endpoint">Regions and endpoints</a>
 */
final class HuaweiImsEndpoints implements Endpoints {
    private static final String STANDARD = "myhuaweicloud.com";

    /** Regions in other domains. The vendor's own SDK sends eu-west-101 to .com, which is another cloud. */
    private static final Map<String, String> DOMAINS = Map.of(
            "eu-west-101", "myhuaweicloud.eu",
            "eu-west-0", "prod-cloud-ocb.orange-business.com",
            "eu-de", "otc.t-systems.com",
            "eu-nl", "otc.t-systems.com",
            "eu-ch2", "sc.otc.t-systems.com");

    private final String ownRegion;
    private final Optional<URI> override;
    private final EndpointOverrides named;
    private final Map<String, URI> known = new ConcurrentHashMap<>();

    /**
     * @param ownRegion the client's region
     * @param override the address of all regions, if one was set
     * @param named the addresses that take precedence over the table
     */
    HuaweiImsEndpoints(String ownRegion, Optional<URI> override, EndpointOverrides named) {
        this.ownRegion = ownRegion;
        this.override = override;
        this.named = named;
    }

    /** The address for a route, which is a region; empty means the client's own. */
    @Override
    public URI apply(String route) {
        if (override.isPresent()) {
            return override.get();
        }
        return known.computeIfAbsent(
                route.isEmpty() ? ownRegion : route, region -> named.of(region).orElseGet(() -> ims(region)));
    }

    static URI ims(String region) {
        return service("ims", region);
    }

    /** The identity service in a region. */
    static URI iam(String region) {
        return service("iam", region);
    }

    private static URI service(String name, String region) {
        return RegionAddress.https(name, region, DOMAINS.getOrDefault(region, STANDARD));
    }
}
