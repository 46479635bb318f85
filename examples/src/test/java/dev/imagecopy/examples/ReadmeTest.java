package dev.imagecopy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that README.md shows is compiled and run. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final String IMPORTS =
            """
            import dev.imagecopy.alibaba.ecs.*;
            import dev.imagecopy.alibaba.ecs.auth.*;
            import dev.imagecopy.alibaba.ecs.model.*;
            import dev.imagecopy.core.operation.*;
            import dev.imagecopy.examples.FastPolling;
            import dev.imagecopy.huawei.ims.*;
            import dev.imagecopy.huawei.ims.auth.*;
            import dev.imagecopy.huawei.ims.model.*;
            import dev.imagecopy.servicefabric.*;
            import dev.imagecopy.servicefabric.auth.*;
            import dev.imagecopy.servicefabric.model.*;
            import dev.imagecopy.testing.*;
            import dev.imagecopy.yandex.desktop.*;
            import dev.imagecopy.yandex.desktop.auth.*;
            import dev.imagecopy.yandex.desktop.model.*;
            import java.net.URI;
            import java.time.Duration;
            """;

    @TempDir
    Path folder;

    @Test
    void serviceFabricQuickStart_copies() throws Exception {
        try (ServiceFabricSimulator service = ServiceFabricSimulator.start()
                .acceptBearer(Secrets.BEARER)
                .addFolder("CalcApp\\v1", "ApplicationManifest.xml")) {
            run(service, "ServiceFabricClient", "ServiceFabricCredentials.bearer(\"" + Secrets.BEARER + "\")");
        }
    }

    @Test
    void huaweiQuickStart_copies() throws Exception {
        try (HuaweiImsSimulator service = HuaweiImsSimulator.start()) {
            run(
                    service,
                    "HuaweiImsClient",
                    "HuaweiCredentials.accessKey(HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY)");
        }
    }

    @Test
    void yandexQuickStart_copies() throws Exception {
        try (YandexDesktopSimulator service = YandexDesktopSimulator.start()) {
            run(service, "YandexDesktopClient", "YandexCredentials.iamToken(YandexDesktopSimulator.IAM_TOKEN)");
        }
    }

    @Test
    void alibabaQuickStart_copies() throws Exception {
        try (AlibabaEcsSimulator service = AlibabaEcsSimulator.start()) {
            run(
                    service,
                    "AlibabaEcsClient",
                    "AlibabaCredentials.accessKey(AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET)");
        }
    }

    @Test
    void quickStarts_haveAtMost15Lines() throws IOException {
        assertThat(javaBlocks())
                .filteredOn(block -> block.contains("Client.builder()") && !block.contains("@Test"))
                .hasSize(4)
                .allSatisfy(block -> assertThat(block.lines().count()).isLessThanOrEqualTo(15));
    }

    @Test
    void testOfAnApplication_isOneThatRunsHere() throws IOException {
        String test = Files.readString(Path.of("src/test/java/dev/imagecopy/examples/NightlyCopyTest.java"));

        assertThat(javaBlocks())
                .filteredOn(block -> block.contains("@Test"))
                .singleElement()
                .satisfies(block -> assertThat(test.substring(test.indexOf("class NightlyCopyTest")))
                        .isEqualTo(block));
    }

    @Test
    void dependencyBlock_namesTheVersionAndModulesOfThisBuild() throws IOException {
        String parent = Files.readString(ROOT.resolve("pom.xml"));
        String version = parent.substring(parent.indexOf("<version>"), parent.indexOf("</version>"));

        assertThat(readme()).contains(version + "</version>");
        assertThat(all("<artifactId>(sdk-[a-z-]+)</artifactId>", readme()))
                .isNotEmpty()
                .allSatisfy(module -> assertThat(parent).contains("<module>" + module + "</module>"));
    }

    @Test
    void links_leadToFilesThatExist() throws IOException {
        assertThat(all("\\]\\(([^)#:]+)\\)", readme())).isNotEmpty().allSatisfy(link -> assertThat(ROOT.resolve(link))
                .exists());
    }

    /** Runs the quick start of a client, pointed at a simulator, and looks whether it made one copy. */
    private void run(Simulator service, String client, String credentials) throws Exception {
        String block = javaBlocks().stream()
                .filter(candidate -> candidate.contains(client + ".builder()") && !candidate.contains("@Test"))
                .findFirst()
                .orElseThrow();
        String pointed = block.replaceFirst(
                "\\.build\\(\\)\\)",
                ".endpoint(simulator).credentials(" + credentials + ").pollPolicy(FastPolling.POLICY).build())");
        compiled(
                        "QuickStart",
                        IMPORTS
                                + "public class QuickStart {\npublic static void run(URI simulator) throws Exception {\n"
                                + pointed + "}\n}\n")
                .getMethod("run", URI.class)
                .invoke(null, service.endpoint());

        assertThat(service.copies()).hasSize(1);
    }

    private Class<?> compiled(String name, String source) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        // Surefire's own class path is one jar with a manifest.
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", folder.toString(), "-cp", classPath, file.toString());
        assertThat(status).as(source).isZero();
        URL[] classes = {folder.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
            return loader.loadClass(name);
        }
    }

    private static List<String> javaBlocks() throws IOException {
        return JAVA_BLOCK
                .matcher(readme())
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .map(match -> match.replaceAll(pattern, "$1"))
                .toList();
    }

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }
}
