package dev.imagecopy.verification.faults;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.imagecopy.verification.architecture.Sources;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What the run saw, row by row, in {@code target/fault-table.md}. Processes share the test classes, so each class leaves what it
 * saw in {@code target/fault-sights}, and the table is made of all that is there.
 */
final class FaultReport implements AutoCloseable {
    private static final Pattern ROW = Pattern.compile("@Tag\\(\"FAULT-(\\d+)\"\\)");
    private static final Path SIGHTS = Path.of("target", "fault-sights");

    private final Map<String, Set<String>> seen = new ConcurrentHashMap<>();

    void saw(Class<?> test, int row, String sight) {
        seen.computeIfAbsent(test.getName(), unused -> Collections.synchronizedSet(new TreeSet<>()))
                .add(row + "\t" + sight.replaceAll("\\s+", " "));
    }

    @Override
    public void close() throws IOException {
        Files.createDirectories(SIGHTS);
        try (FileChannel lock = FileChannel.open(SIGHTS.resolve("lock"), WRITE, CREATE)) {
            lock.lock(); // until the channel is closed
            for (Map.Entry<String, Set<String>> test : seen.entrySet()) {
                Files.write(SIGHTS.resolve(test.getKey() + ".tsv"), test.getValue());
            }
            Files.writeString(Path.of("target", "fault-table.md"), text());
        }
    }

    private static String text() throws IOException {
        StringBuilder text = new StringBuilder("| # | case | expected | seen |\n|---|---|---|---|\n");
        Map<String, Set<String>> sights = sights();
        Map<String, Set<String>> tests = tests();
        for (String[] row : table()) {
            String cell = sights.containsKey(row[0])
                    ? String.join("; ", sights.get(row[0]))
                    : "by " + String.join(", ", tests.getOrDefault(row[0], Set.of()));
            text.append("| " + row[0] + " | " + row[1] + " | " + row[2] + " | " + cell.replace("|", "\\|") + " |\n");
        }
        return text.toString();
    }

    private static Map<String, Set<String>> sights() throws IOException {
        Map<String, Set<String>> sights = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(SIGHTS, "*.tsv")) {
            for (Path file : files) {
                for (String line : Files.readAllLines(file)) {
                    String[] row = line.split("\t", 2);
                    sights.computeIfAbsent(row[0], unused -> new TreeSet<>()).add(row[1]);
                }
            }
        }
        return sights;
    }

    /** The test classes of each row, as their sources say. */
    private static Map<String, Set<String>> tests() throws IOException {
        Map<String, Set<String>> tests = new HashMap<>();
        for (Path file : Sources.javaFiles()) {
            String name = file.getFileName().toString().replace(".java", "");
            ROW.matcher(Files.readString(file)).results().forEach(tag -> tests.computeIfAbsent(
                            tag.group(1), row -> new TreeSet<>())
                    .add(name));
        }
        return tests;
    }

    /** The table: number, injected fault, expected outcome. */
    private static List<String[]> table() throws IOException {
        try (BufferedReader file = new BufferedReader(new InputStreamReader(
                FaultReport.class.getResourceAsStream("/fault-table.tsv"), StandardCharsets.UTF_8))) {
            return file.lines().map(line -> line.split("\t", 3)).toList();
        }
    }
}
