package dev.imagecopy.verification.cost;

import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.benchmarks.contender.Contender;
import dev.imagecopy.benchmarks.contender.ContenderProcess;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A contender in a JVM of its own, with the class path that a user has: no jar beyond those that the SDK asks for (and databind,
 * for the client written by hand), no logger, and of this module's classes only the measuring ones.
 */
final class UserProcess {
    private static final List<String> RUNTIME_JARS = List.of(
            "okhttp-jvm",
            "okio-jvm",
            "kotlin-stdlib",
            "annotations",
            "jackson-core",
            "jackson-annotations",
            "jackson-databind",
            "slf4j-api",
            "jspecify");

    private static final List<Path> OUR_MODULES = Stream.of(
                    "sdk-core",
                    "sdk-servicefabric",
                    "sdk-huawei-ims",
                    "sdk-yandex-desktop",
                    "sdk-alibaba-ecs",
                    "benchmarks/harness",
                    "benchmarks/ours")
            .map(Path::of)
            .toList();

    private static final String MEASURING_PACKAGE = "dev/imagecopy/verification/cost";

    /** Options from outside would be measured too. */
    private static final List<String> FURTHER_OPTIONS = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

    private static final long MOST_SECONDS = 300;

    private final String classPath;

    private UserProcess(String classPath) {
        this.classPath = classPath;
    }

    /** Prepares the class path. */
    static UserProcess in(Path folder) throws IOException {
        List<String> path = new ArrayList<>(List.of(folder.toString()));
        Arrays.stream(testClassPath()).filter(UserProcess::isNeeded).forEach(path::add);
        Path testClasses = Path.of(UserProcess.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        copy(testClasses, MEASURING_PACKAGE, folder);
        return new UserProcess(String.join(File.pathSeparator, path));
    }

    /** What the process prints, line by line. */
    List<String> run(
            Class<? extends Contender> contender, Cloud cloud, String address, List<String> options, String... scenario)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Dslf4j.internal.verbosity=ERROR");
        command.addAll(List.of("-cp", classPath, ContenderProcess.class.getName(), contender.getName()));
        command.addAll(List.of(cloud.name(), address));
        command.addAll(Arrays.asList(scenario));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeAll(FURTHER_OPTIONS);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(contender + " on " + cloud + " failed: " + said);
        }
        return said.lines().toList();
    }

    private static String[] testClassPath() {
        return System.getProperty("java.class.path").split(File.pathSeparator, -1);
    }

    private static boolean isNeeded(String entry) {
        String name = Path.of(entry).getFileName().toString();
        return OUR_MODULES.stream().anyMatch(module -> isOf(module, entry))
                || RUNTIME_JARS.stream().anyMatch(artifact -> name.matches(artifact + "-[0-9].*\\.jar"));
    }

    private static boolean isOf(Path module, String entry) {
        return entry.contains(File.separator + module + File.separator + "target" + File.separator);
    }

    private static void copy(Path from, String measuring, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from.resolve(measuring))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
