package dev.imagecopy.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The parts of the engine one by one, by JMH. */
final class EngineParts {
    private static final String PARTS = "dev.imagecopy.benchmarks.parts.Parts";
    private static final String PART = "{\"part\":\"";

    private EngineParts() {}

    static void measure(Path folder, int measurements, Results results) throws IOException {
        if (!Files.exists(folder.resolve("parts/target/classes"))) {
            Progress.say("not built, left out: benchmarks/parts");
            return;
        }
        List<String> command = List.of(PARTS, String.valueOf(measurements));
        try (Child child = Child.start(Target.classPath(folder, "parts"), List.of(), command)) {
            String line = child.line();
            for (; !line.equals("done"); line = child.line()) {
                if (line.startsWith("{")) {
                    int end = line.indexOf('"', PART.length());
                    results.addAll("ours", "", "part " + line.substring(PART.length(), end) + " ", line);
                }
            }
        }
        Progress.say("parts done");
    }
}
