package dev.imagecopy.benchmarks.run;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a newcomer waits for: the demo of README.md and then {@code mvn verify}, in a fresh clone of the last commit. Maven takes
 * options from the variable {@code MAVEN_ARGS}; what it has downloaded before stays.
 */
public final class FreshClone {
    /** Whose metrics they are. */
    public static final String CLONE = "fresh clone";

    private FreshClone() {}

    static void measure(Path project, Results results) throws IOException {
        Path work = Files.createTempDirectory("clone");
        Path clone = work.resolve("project");
        try {
            Processes.millis(List.of(
                    "git", "clone", "-q", project.toAbsolutePath().normalize().toString(), clone.toString()));
            measure(
                    "demo",
                    List.of("mvn", "-B", "-Pquick", "-pl", "examples", "-am", "-DskipTests", "compile", "exec:java"),
                    clone,
                    results);
            measure("verify", List.of("mvn", "-B", "verify"), clone, results);
        } finally {
            Processes.delete(work);
        }
    }

    private static void measure(String what, List<String> command, Path clone, Results results) throws IOException {
        Path said = clone.resolveSibling(what + ".log");
        Progress.say("fresh clone: " + String.join(" ", command));
        try {
            double millis = Processes.millis(command, clone, Redirect.to(said.toFile()));
            results.add(CLONE, "", Metrics.HOUSE + what + " seconds", millis / 1000);
        } catch (IOException failed) {
            try (Stream<String> lines = Files.lines(said)) {
                Progress.say("it failed: "
                        + lines.filter(line -> line.contains("ERROR")).limit(60).collect(Collectors.joining("\n")));
            }
        }
    }
}
