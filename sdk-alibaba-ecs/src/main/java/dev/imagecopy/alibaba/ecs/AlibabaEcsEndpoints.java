package dev.imagecopy.alibaba.ecs;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which address serves which region. A route is a region's id.
 *
 * @see <a href="https://alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-endpoint">the vendor's list</a>
 */
final class AlibabaEcsEndpoints implements Function<String, URI> {
    private static final String CENTRAL = "ecs.aliyuncs.com";
    private static final String HANGZHOU = "ecs-cn-hangzhou.aliyuncs.com";

    /** Regions without a public host name of the regular form: older, government and finance regions. */
    private static final Map<String, String> PUBLIC_EXCEPTIONS = Map.of(
            "cn-shanghai-finance-1", HANGZHOU,
            "cn-shenzhen-finance-1", HANGZHOU,
            "cn-north-2-gov-1", CENTRAL,
            "cn-hangzhou-finance", CENTRAL,
            "cn-beijing-gov-1", CENTRAL,
            "cn-wuhan", CENTRAL);

    private final AlibabaEndpointMode mode;
    private final Optional<URI> override;

    AlibabaEcsEndpoints(AlibabaEndpointMode mode, Optional<URI> override) {
        this.mode = mode;
        this.override = override;
    }

    @Override
    public URI apply(String region) {
        return override.orElseGet(() -> URI.create("https://" + host(region) + "/"));
    }

    private String host(String region) {
        return switch (mode) {
            case PUBLIC -> PUBLIC_EXCEPTIONS.getOrDefault(region, "ecs." + region + ".aliyuncs.com");
            case VPC -> "ecs-vpc." + region + ".aliyuncs.com";
            case CENTRAL -> CENTRAL;
        };
    }
}
