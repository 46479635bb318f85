package dev.imagecopy.benchmarks.run;

import java.util.Map;

/** Which jars of this SDK an application of one service needs: the core and that service's provider. */
public final class ProviderJars {
    private static final String PROVIDER = "sdk-(?!core-).*";

    private static final Map<String, String> PROVIDER_OF = Map.of(
            "HUAWEI", "sdk-huawei-ims-",
            "ALIBABA", "sdk-alibaba-ecs-",
            "YANDEX", "sdk-yandex-desktop-",
            "FABRIC", "sdk-servicefabric-");

    private ProviderJars() {}

    /**
     * Tells the providers' jars from all others.
     *
     * @param jar a file's name
     * @return whether it is one provider's
     */
    public static boolean isOne(String jar) {
        return jar.matches(PROVIDER);
    }

    /**
     * Tells whether an application has a jar.
     *
     * @param jar a file's name
     * @param cloud the service that the application uses
     * @return false for another service's provider
     */
    public static boolean isFor(String cloud, String jar) {
        return !isOne(jar) || jar.startsWith(PROVIDER_OF.getOrDefault(cloud, "none"));
    }
}
