package dev.imagecopy.benchmarks.run;

import dev.imagecopy.benchmarks.contender.Cloud;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A contender to be run.
 *
 * @param name its short name in results
 * @param module its module's folder under benchmarks
 * @param type its class
 * @param clouds the services that it speaks to
 * @param serverType the program that plays its service, in its own module; empty for the common stub server
 * @param foreign the jars of its module that it has no need of, as a pattern of their names
 * @param home the benchmarks folder that it was built in; empty for the one that is run
 */
record Target(
        String name, String module, String type, List<Cloud> clouds, String serverType, String foreign, String home) {
    private static final String OURS = "dev.imagecopy.benchmarks.ours.";
    private static final String VENDORS = "dev.imagecopy.benchmarks.vendors.";
    private static final List<Cloud> ALL = List.of(Cloud.values());

    /** Where this SDK opens a connection for each copy. */
    private static final List<Cloud> FRESH = List.of(Cloud.HUAWEI, Cloud.FABRIC);

    private static final String HARNESS = "benchmark-harness-.*";
    private static final String DATABIND = "jackson-(annotations|databind)-.*";
    private static final String OF_OURS = "(sdk-|slf4j-|jspecify-).*";
    private static final String OKHTTP = "(okhttp|okio|kotlin|annotations).*";

    static List<Target> all() {
        return List.of(
                ours(),
                before("before", "OursContender", ""),
                before("raw-before", "RawContender", OF_OURS),
                raw(),
                rawFresh(),
                hand("minimal", "MinimalContender", List.of(Cloud.HUAWEI), OF_OURS + "|" + DATABIND),
                hand("jdk", "JdkContender", List.of(Cloud.YANDEX), OF_OURS + "|" + DATABIND + "|" + OKHTTP),
                vendor("huawei-sdk", "huawei", "HuaweiSdkContender", Cloud.HUAWEI, ""),
                vendor("alibaba-tea", "alibaba-tea", "AlibabaTeaContender", Cloud.ALIBABA, ""),
                vendor("alibaba-legacy", "alibaba-legacy", "AlibabaLegacyContender", Cloud.ALIBABA, ""),
                vendor("yandex-sdk", "yandex", "YandexSdkContender", Cloud.YANDEX, VENDORS + "YandexStubServer"));
    }

    static Target ours() {
        return hand("ours", "OursContender", ALL, "");
    }

    /** This SDK, or its client by hand, as another checkout, named by the environment variable {@code BEFORE}, has built it. */
    private static Target before(String name, String type, String foreign) {
        String checkout = System.getenv().getOrDefault("BEFORE", "not set");
        return new Target(name, "ours", OURS + type, ALL, "", foreign, checkout + "/benchmarks");
    }

    static Target raw() {
        return hand("raw", "RawContender", ALL, OF_OURS);
    }

    private static Target hand(String name, String type, List<Cloud> clouds, String foreign) {
        return new Target(name, "ours", OURS + type, clouds, "", foreign, "");
    }

    private static Target vendor(String name, String folder, String type, Cloud cloud, String serverType) {
        return new Target(name, "vendors/" + folder, VENDORS + type, List.of(cloud), serverType, "", "");
    }

    /** The client by hand that does the same exchanges over connections of the same kind as this SDK. */
    static Target yardstick(Cloud cloud, String kind) {
        boolean fresh = kind.equals("copy") && FRESH.contains(cloud);
        return fresh ? rawFresh() : raw();
    }

    /** The same for a first copy: on Service Fabric, that is two calls on two connections for both. */
    static Target coldYardstick(Cloud cloud) {
        return cloud == Cloud.FABRIC ? rawFresh() : raw();
    }

    private static Target rawFresh() {
        return hand("raw-fresh", "RawFreshContender", FRESH, OF_OURS);
    }

    static List<Target> on(Cloud cloud, List<Target> targets) {
        return targets.stream()
                .filter(target -> target.clouds().contains(cloud))
                .toList();
    }

    /** Forwards and backwards by turns, so that none always follows the same other. */
    static List<Target> inTurn(Collection<Target> targets, int turn) {
        List<Target> order = new ArrayList<>(targets);
        if (turn % 2 == 0) {
            Collections.reverse(order);
        }
        return order;
    }

    /** Whether it is measured over TLS too: not the vendors' clients, and of those by hand the ones that are yardsticks. */
    boolean isComparedOverTls() {
        return name.matches("ours|before|raw|raw-fresh");
    }

    /** A module's class path as {@code package} left it. */
    static String classPath(Path benchmarks, String module) {
        return classes(benchmarks, module) + File.pathSeparator + target(benchmarks, module) + "/lib/*";
    }

    /** The class path of its process for a service: the measuring program, and what the contender needs there. */
    String classPath(Path benchmarks, Cloud cloud) throws IOException {
        List<Path> path = new ArrayList<>(List.of(classes(built(benchmarks), module), classes(benchmarks, "harness")));
        for (Path jar : jars(benchmarks)) {
            if (ProviderJars.isFor(cloud.name(), jar.getFileName().toString())) {
                path.add(jar);
            }
        }
        return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    boolean isBuilt(Path benchmarks) {
        String file = type.replace('.', '/') + ".class";
        return Files.exists(classes(built(benchmarks), module).resolve(file));
    }

    /** The jars that it needs on all services together. */
    List<Path> jars(Path benchmarks) throws IOException {
        try (Stream<Path> lib = Files.list(target(built(benchmarks), module).resolve("lib"))) {
            return lib.filter(jar -> isNeeded(jar.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    private Path built(Path benchmarks) {
        return home.isEmpty() ? benchmarks : Path.of(home);
    }

    private boolean isNeeded(String jar) {
        return jar.endsWith(".jar") && !jar.matches(HARNESS) && !jar.matches(foreign);
    }

    private static Path classes(Path benchmarks, String module) {
        return target(benchmarks, module).resolve("classes");
    }

    private static Path target(Path benchmarks, String module) {
        return benchmarks.resolve(module).resolve("target");
    }
}
