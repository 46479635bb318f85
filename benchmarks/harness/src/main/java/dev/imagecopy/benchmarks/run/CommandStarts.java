package dev.imagecopy.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long {@code imagecopy} takes, as whole processes: {@code --help} by its script and by {@code java -jar}, and one copy. */
public final class CommandStarts {
    /** The script, which uses an archive of classes. */
    public static final String SCRIPT = "imagecopy";

    /** The jar alone. */
    public static final String JAR = "java -jar";

    private static final int RUNS = 20;
    private static final int COPIES = 5;

    private final Path built;
    private final Results results;

    CommandStarts(Path project, Results results) {
        this.built = project.resolve("cli/target").toAbsolutePath().normalize();
        this.results = results;
    }

    private boolean isBuilt() {
        return Files.exists(built.resolve("imagecopy.jar"));
    }

    /** Measures {@code --help} in turns, if the command has been built. */
    void measure() throws IOException {
        if (!isBuilt()) {
            return;
        }
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put(SCRIPT, List.of(script(), "--help"));
        commands.put(
                JAR,
                List.of(Processes.java(), "-jar", built.resolve("imagecopy.jar").toString(), "--help"));
        for (int i = 0; i <= RUNS; i++) {
            for (Map.Entry<String, List<String>> command : commands.entrySet()) {
                double millis = Processes.millis(command.getValue());
                if (i > 0) { // the first makes the archive, and fills the file cache
                    results.add(command.getKey(), "", Metrics.HELP, millis);
                }
            }
        }
        Progress.say("starts of the command done");
    }

    /** Measures one copy against simulators inside the command, if it has been built. */
    void measureCopy() throws IOException {
        if (!isBuilt()) {
            return;
        }
        for (int i = 0; i <= COPIES; i++) {
            Path store = Files.createTempDirectory("store");
            try {
                double millis = Processes.millis(List.of(
                        script(),
                        "copy",
                        "--simulate",
                        "--store",
                        store.toString(),
                        "huawei",
                        "465076de-dc36-4aec-80f5-ef9d8009428f",
                        "--name",
                        "golden-2026-11"));
                if (i > 0) {
                    results.add(SCRIPT, "", Metrics.COMMAND_COPY, millis);
                }
            } finally {
                Processes.delete(store);
            }
        }
        Progress.say("copies of the command done");
    }

    private String script() {
        return built.resolve("imagecopy").toString();
    }
}
