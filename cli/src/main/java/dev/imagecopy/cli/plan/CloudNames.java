package dev.imagecopy.cli.plan;

import java.util.Arrays;
import java.util.List;

/** What a cloud is called in plans, in messages and in the SDK. */
final class CloudNames {
    private CloudNames() {}

    /** All names in plans. */
    static List<String> words() {
        return Arrays.stream(Cloud.values()).map(Cloud::id).toList();
    }

    /** The name in messages. */
    static String title(Cloud cloud) {
        return switch (cloud) {
            case ALIBABA -> "Alibaba";
            case HUAWEI -> "Huawei";
            case YANDEX -> "Yandex";
            case SERVICE_FABRIC -> "Service Fabric";
        };
    }

    /** The provider's name in the SDK. */
    static String provider(Cloud cloud) {
        return switch (cloud) {
            case ALIBABA -> "alibaba-ecs";
            case HUAWEI -> "huawei-ims";
            case YANDEX -> "yandex-desktop";
            case SERVICE_FABRIC -> "servicefabric";
        };
    }
}
