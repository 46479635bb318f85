package dev.imagecopy.verification.faults;

import dev.imagecopy.verification.architecture.Sources;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What the run saw, row by row: written to {@code target/fault-table.md} and printed when the run ends. */
final class FaultReport implements AutoCloseable {
    private final Map<Integer, Set<String>> seen = new ConcurrentHashMap<>();

    void saw(int row, String sight) {
        seen.computeIfAbsent(row, unused -> Collections.synchronizedSet(new TreeSet<>()))
                .add(sight);
    }

    @Override
    public void close() throws IOException {
        StringBuilder text = new StringBuilder("| # | case | expected | seen |\n|---|---|---|---|\n");
        for (String[] row : table()) {
            Set<String> sights = seen.getOrDefault(Integer.valueOf(row[0]), Set.of());
            String cell = sights.isEmpty() ? "by " + testsOf(row[0]) : String.join("; ", sights);
            text.append("| " + row[0] + " | " + row[1] + " | " + row[2] + " | " + cell.replace("|", "\\|") + " |\n");
        }
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", "fault-table.md"), text);
        System.out.print(text);
    }

    /** The test classes of a row whose tests are elsewhere. */
    private static String testsOf(String row) throws IOException {
        Set<String> tests = new TreeSet<>();
        for (Path file : Sources.javaFiles()) {
            if (Files.readString(file).contains("@Tag(\"FAULT-" + row + "\")")) {
                tests.add(file.getFileName().toString().replace(".java", ""));
            }
        }
        return String.join(", ", tests);
    }

    /** The table: number, injected fault, expected outcome. */
    private static List<String[]> table() throws IOException {
        try (BufferedReader file = new BufferedReader(new InputStreamReader(
                FaultReport.class.getResourceAsStream("/fault-table.tsv"), StandardCharsets.UTF_8))) {
            return file.lines().map(line -> line.split("\t", 3)).toList();
        }
    }
}
