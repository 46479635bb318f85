package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.core.spi.Endpoints;
import dev.imagecopy.core.spi.RegionAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * The address of the service in each region. A route is a region's id.
 *
 * @see <a href="https://alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-endpoint">the vendor's list</a>
 */
record AlibabaEcsEndpoints(AlibabaEndpointMode mode, Optional<URI> override) implements Endpoints {
    private static final String DOMAIN = "aliyuncs.com";
    private static final URI CENTRAL = URI.create("https://ecs.aliyuncs.com");
    private static final URI HANGZHOU = URI.create("https://ecs-cn-hangzhou.aliyuncs.com");

    /** Regions whose public host name is irregular: older, government and finance regions. */
    private static final Map<String, URI> PUBLIC_EXCEPTIONS = Map.of(
            "cn-shanghai-finance-1", HANGZHOU,
            "cn-shenzhen-finance-1", HANGZHOU,
            "cn-north-2-gov-1", CENTRAL,
            "cn-hangzhou-finance", CENTRAL,
            "cn-beijing-gov-1", CENTRAL,
            "cn-wuhan", CENTRAL);

    @Override
    public URI apply(String region) {
        return override.isPresent() ? override.get() : address(region);
    }

    private URI address(String region) {
        return switch (mode) {
            case PUBLIC -> {
                URI exception = PUBLIC_EXCEPTIONS.get(region);
                yield exception == null ? RegionAddress.https("ecs", region, DOMAIN) : exception;
            }
            case VPC -> RegionAddress.https("ecs-vpc", region, DOMAIN);
            case CENTRAL -> CENTRAL;
        };
    }
}
