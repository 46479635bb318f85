package dev.imagecopy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that README.md shows is compiled and run. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PROGRAM = Pattern.compile("public class (\\w+)");

    @TempDir
    Path folder;

    @Test
    void serviceFabricProgram_asPrinted_copies() throws Exception {
        try (ServiceFabricSimulator service = ServiceFabricSimulator.start().acceptBearer(Secrets.BEARER)) {
            run(
                    service,
                    "CopyInServiceFabric",
                    "dev.imagecopy.servicefabric.auth.ServiceFabricCredentials.bearer(\"" + Secrets.BEARER + "\")");
        }
    }

    @Test
    void huaweiProgram_asPrinted_copies() throws Exception {
        try (HuaweiImsSimulator service = HuaweiImsSimulator.start()) {
            run(
                    service,
                    "CopyInHuaweiCloud",
                    "dev.imagecopy.huawei.ims.auth.HuaweiCredentials.accessKey(\"" + HuaweiImsSimulator.ACCESS_KEY
                            + "\", \"" + HuaweiImsSimulator.SECRET_KEY + "\")");
        }
    }

    @Test
    void yandexProgram_asPrinted_copies() throws Exception {
        try (YandexDesktopSimulator service = YandexDesktopSimulator.start()) {
            run(
                    service,
                    "CopyInYandexCloud",
                    "dev.imagecopy.yandex.desktop.auth.YandexCredentials.iamToken(\"" + YandexDesktopSimulator.IAM_TOKEN
                            + "\")");
        }
    }

    @Test
    void alibabaProgram_asPrinted_copies() throws Exception {
        try (AlibabaEcsSimulator service = AlibabaEcsSimulator.start()) {
            run(
                    service,
                    "CopyInAlibabaCloud",
                    "dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials.accessKey(\"" + AlibabaEcsSimulator.ACCESS_KEY_ID
                            + "\", \"" + AlibabaEcsSimulator.ACCESS_KEY_SECRET + "\")");
        }
    }

    @Test
    void programs_fitOnAScreen() throws IOException {
        assertThat(javaBlocks())
                .filteredOn(block -> PROGRAM.matcher(block).find())
                .hasSize(4)
                .allSatisfy(block -> assertThat(block.lines().count()).isLessThanOrEqualTo(30));
    }

    @ParameterizedTest
    @CsvSource({
        "1, dev.imagecopy.servicefabric.ServiceFabricClient",
        "2, dev.imagecopy.huawei.ims.HuaweiImsClient",
        "3, dev.imagecopy.yandex.desktop.YandexDesktopClient",
        "4, dev.imagecopy.alibaba.ecs.AlibabaEcsClient"
    })
    void capabilities_areTheMethodsOfTheClient(int column, Class<?> client) throws IOException {
        List<String> named = all("`([a-z]\\w*)`", capabilities(column));

        assertThat(named)
                .containsAll(methods(client.getDeclaredMethods()))
                .allSatisfy(name -> assertThat(methods(client.getMethods())).contains(name));
    }

    private static List<String> methods(Method[] methods) {
        return Stream.of(methods)
                .map(Method::getName)
                .filter(name -> !name.endsWith("Async") && !name.startsWith("lambda") && !name.equals("builder"))
                .toList();
    }

    /** A column of the table of what each cloud can do. */
    private static String capabilities(int column) throws IOException {
        return readme().lines()
                .dropWhile(line -> !line.startsWith("| | Service Fabric |"))
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1)[column + 1])
                .collect(Collectors.joining("\n"));
    }

    @Test
    void testOfAnApplication_isOneThatRunsHere() throws IOException {
        String test = Files.readString(Path.of("src/test/java/dev/imagecopy/examples/NightlyCopyTest.java"));

        assertThat(javaBlocks())
                .filteredOn(block -> block.contains("@Test"))
                .singleElement()
                .satisfies(block -> assertThat(test.replace("package dev.imagecopy.examples;\n\n", "")
                                .replace("/** What README.md shows for the tests of an application. */\n", ""))
                        .isEqualTo(block));
    }

    @Test
    void dependencyBlock_namesTheVersionAndModulesOfThisBuild() throws IOException {
        String parent = Files.readString(ROOT.resolve("pom.xml"));
        String version = all("<revision>(.*)</revision>", parent).get(0);

        assertThat(readme()).contains("<version>" + version + "</version>");
        assertThat(all("<artifactId>(sdk-[a-z-]+)</artifactId>", readme()))
                .isNotEmpty()
                .allSatisfy(module -> assertThat(parent).contains("<module>" + module + "</module>"));
    }

    /** Compiles a program as it is printed, runs it against a simulator, and looks whether it made one copy. */
    private void run(Simulator service, String program, String credentials) throws Exception {
        String source = javaBlocks().stream()
                .filter(block -> block.contains("public class " + program + " "))
                .findFirst()
                .orElseThrow();
        compile(folder, program, source);
        Path pointed = Files.createDirectory(folder.resolve("pointed"));
        compile(
                pointed,
                program,
                source.replace(
                        ".build()) {",
                        ".endpoint(java.net.URI.create(\"" + service.endpoint() + "\")).credentials(" + credentials
                                + ").pollPolicy(dev.imagecopy.examples.FastPolling.POLICY).build()) {"));
        URL[] classes = {pointed.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
            loader.loadClass(program).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        }

        service.assertNothingCopiedTwice();
        assertThat(service.copies()).hasSize(1);
    }

    private static void compile(Path folder, String name, String source) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", folder.toString(), "-cp", classPath(), file.toString());
        assertThat(status).as(source).isZero();
    }

    /** Surefire's own class path is one jar with a manifest. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
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
