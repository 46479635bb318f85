package dev.imagecopy.benchmarks.run;

import dev.imagecopy.benchmarks.contender.Cloud;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A contender to be run.
 *
 * @param name its short name in results
 * @param module its module's folder under benchmarks
 * @param type its class
 * @param clouds the services that it speaks to
 * @param serverType the program that plays its service, in its own module; empty for the common stub server
 */
record Target(String name, String module, String type, List<Cloud> clouds, String serverType) {
    private static final String OURS = "dev.imagecopy.benchmarks.ours.";
    private static final String VENDORS = "dev.imagecopy.benchmarks.vendors.";
    private static final List<Cloud> ALL = List.of(Cloud.values());

    static List<Target> all() {
        return List.of(
                new Target("ours", "ours", OURS + "OursContender", ALL, ""),
                new Target("raw", "ours", OURS + "RawContender", ALL, ""),
                new Target("minimal", "ours", OURS + "MinimalContender", List.of(Cloud.HUAWEI), ""),
                new Target("jdk", "ours", OURS + "JdkContender", List.of(Cloud.YANDEX), ""),
                new Target("huawei-sdk", "vendors/huawei", VENDORS + "HuaweiSdkContender", List.of(Cloud.HUAWEI), ""),
                new Target("alibaba-tea", "vendors/alibaba-tea", VENDORS + "AlibabaTeaContender", List.of(Cloud.ALIBABA), ""),
                new Target(
                        "alibaba-legacy",
                        "vendors/alibaba-legacy",
                        VENDORS + "AlibabaLegacyContender",
                        List.of(Cloud.ALIBABA),
                        ""),
                new Target(
                        "yandex-sdk",
                        "vendors/yandex",
                        VENDORS + "YandexSdkContender",
                        List.of(Cloud.YANDEX),
                        VENDORS + "YandexStubServer"));
    }

    /** The folder's class path as `package` left it. */
    static String classPath(Path benchmarks, String module) {
        Path target = benchmarks.resolve(module).resolve("target");
        return target.resolve("classes") + System.getProperty("path.separator") + target.resolve("lib") + "/*";
    }

    boolean isBuilt(Path benchmarks) {
        String file = type.replace('.', '/') + ".class";
        return Files.exists(benchmarks.resolve(module).resolve("target/classes").resolve(file));
    }

    /** The jars that it runs on, beside its own class. */
    List<Path> jars(Path benchmarks) throws IOException {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> lib =
                Files.newDirectoryStream(benchmarks.resolve(module).resolve("target/lib"), "*.jar")) {
            lib.forEach(jars::add);
        }
        return jars;
    }
}
