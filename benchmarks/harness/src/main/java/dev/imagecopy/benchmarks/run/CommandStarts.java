package dev.imagecopy.benchmarks.run;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long {@code imagecopy --help} takes by its script, and by {@code java -jar}: whole processes, in turns. */
public final class CommandStarts {
    /** The metric. */
    public static final String METRIC = "help millis";

    /** The script, which uses an archive of classes. */
    public static final String SCRIPT = "imagecopy";

    /** The jar alone. */
    public static final String JAR = "java -jar";

    private static final int RUNS = 20;

    private CommandStarts() {}

    /** Measures, if the command has been built. */
    static void measure(Path project, Results results) throws IOException {
        Path built = project.resolve("cli/target").toAbsolutePath();
        if (!Files.exists(built.resolve("imagecopy.jar"))) {
            return;
        }
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put(SCRIPT, List.of(built.resolve("imagecopy").toString(), "--help"));
        commands.put(
                JAR,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        built.resolve("imagecopy.jar").toString(),
                        "--help"));
        for (int i = 0; i <= RUNS; i++) {
            for (Map.Entry<String, List<String>> command : commands.entrySet()) {
                double millis = millis(command.getValue());
                if (i > 0) { // the first makes the archive, and fills the file cache
                    results.add(command.getKey(), "", METRIC, millis);
                }
            }
        }
    }

    private static double millis(List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        long begin = System.nanoTime();
        Process process = builder.start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command + " ended with " + process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return (System.nanoTime() - begin) / 1e6;
    }
}
