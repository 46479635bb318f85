package dev.imagecopy.verification.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the run saw, row by row. */
final class FaultReport {
    private final Map<Integer, Set<String>> seen = new ConcurrentHashMap<>();

    /** The table: number, injected fault, expected outcome. */
    static List<String[]> table() throws IOException {
        try (BufferedReader file = new BufferedReader(new InputStreamReader(
                FaultReport.class.getResourceAsStream("/fault-table.tsv"), StandardCharsets.UTF_8))) {
            return file.lines().map(line -> line.split("\t", 3)).toList();
        }
    }

    void saw(FaultCase fault, Mode mode, String outcome) {
        String variant = fault.variant().isEmpty() ? "" : fault.variant() + ": ";
        seen.computeIfAbsent(fault.row(), row -> Collections.synchronizedSet(new LinkedHashSet<>()))
                .add(variant + outcome);
    }

    /** Writes and prints the table; returns the rows that nothing speaks for. */
    List<Integer> write() throws IOException {
        StringBuilder text = new StringBuilder("| # | case | expected | seen |\n|---|---|---|---|\n");
        List<Integer> silent = new ArrayList<>();
        for (String[] row : table()) {
            int number = Integer.parseInt(row[0]);
            String cell = String.join("; ", seen.getOrDefault(number, Set.of()));
            if (cell.isEmpty()) {
                silent.add(number);
            }
            text.append("| " + number + " | " + row[1] + " | " + row[2] + " | " + cell.replace("|", "\\|") + " |\n");
        }
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", "fault-suite.md"), text);
        System.out.print(text);
        return silent;
    }
}
