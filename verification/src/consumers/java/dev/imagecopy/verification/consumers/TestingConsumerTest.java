package dev.imagecopy.verification.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.testing.Simulator;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application's test with sdk-testing, compiled and run with the JDK's own tools. */
class TestingConsumerTest {
    private static final Path SOURCES = Path.of("consumers", "testing");
    private static final long MOST_BYTES = 1_000_000;

    @TempDir
    private Path work;

    @Test
    void modulePath_withJUnit6_runsTheTest() throws Exception {
        List<Path> path = new ArrayList<>(testPath());
        path.addAll(junit("junit-6"));

        compile(path, true);

        assertThat(run("-p", joined(path, work), "-m", "consumer/consumer.RunTests"))
                .contains("2 tests succeeded, on the module path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"junit-5.9", "junit-5.11"})
    void classPath_withOlderJUnit_runsTheTest(String junit) throws Exception {
        List<Path> path = new ArrayList<>(testPath());
        path.addAll(junit(junit));

        compile(path, false);

        assertThat(run("-cp", joined(path, work), "consumer.RunTests"))
                .contains("2 tests succeeded, on the class path");
    }

    @Test
    void testPath_besideTheSdkAndWhatItRunsOn_isLight() throws Exception {
        List<Path> runtime = runtimePath();
        Map<String, Long> added = new TreeMap<>();
        for (Path jar : testPath()) {
            if (!runtime.contains(jar) && !jar.equals(whereIs(Simulator.class))) {
                added.put(jar.getFileName().toString(), Files.size(jar));
            }
        }

        System.out.println("sdk-testing adds to the test path: " + added);
        assertThat(added.keySet()).hasSize(2).allMatch(jar -> jar.matches("(mockwebserver3|okhttp-tls)-.*"));
        assertThat(added.values().stream().mapToLong(Long::longValue).sum()).isLessThan(MOST_BYTES);
    }

    /** What an application that copies images has anyway. */
    private static List<Path> runtimePath() throws Exception {
        List<Path> path = new ArrayList<>();
        for (Class<?> type : List.of(
                ImageCopyClient.class,
                HuaweiImsClient.class,
                OkHttpClient.class,
                Buffer.class,
                Class.forName("kotlin.Unit"),
                Class.forName("com.fasterxml.jackson.core.JsonParser"),
                Class.forName("com.fasterxml.jackson.databind.JsonNode"),
                Class.forName("com.fasterxml.jackson.annotation.JsonProperty"),
                Class.forName("org.slf4j.Logger"),
                Class.forName("org.jspecify.annotations.NullMarked"))) {
            path.add(whereIs(type));
        }
        return path;
    }

    private static List<Path> testPath() throws Exception {
        List<Path> path = runtimePath();
        path.add(whereIs(Simulator.class));
        path.add(whereIs(Class.forName("mockwebserver3.MockWebServer")));
        path.add(whereIs(HeldCertificate.class));
        return path;
    }

    /** What the profile of this module put there. */
    private static List<Path> junit(String folder) throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("target", folder))) {
            return jars.toList();
        }
    }

    private void compile(List<Path> path, boolean asModule) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                tool("javac"), "-d", work.toString(), "--release", "17", asModule ? "-p" : "-cp", joined(path)));
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            sources.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> asModule || !file.endsWith("module-info.java"))
                    .forEach(file -> command.add(file.toString()));
        }
        String told = execute(command);
        assertThat(work.resolve("consumer/RunTests.class")).as(told).exists();
    }

    private static String run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(tool("java")));
        command.addAll(List.of(arguments));
        return execute(command);
    }

    private static String execute(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String told = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
        return told + "\nexit code " + process.waitFor();
    }

    private static String tool(String name) {
        return System.getProperty("java.home") + "/bin/" + name;
    }

    private static String joined(List<Path> path, Path... further) {
        return Stream.concat(path.stream(), Stream.of(further))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path whereIs(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
