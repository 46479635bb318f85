package dev.imagecopy.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All values of a run, kept as JSON lines while it goes on, so that one that breaks off is not lost. */
public final class Results {
    private static final Pattern LINE = Pattern.compile(
            "\\{\"contender\":\"([^\"]*)\",\"cloud\":\"([^\"]*)\",\"metric\":\"([^\"]*)\",\"value\":([^}]*)}");
    private static final Pattern NUMBER = Pattern.compile("\"(\\w+)\":(-?[0-9][0-9.E-]*)");

    private final Path file;
    private final List<Result> all = new ArrayList<>();

    Results(Path file) throws IOException {
        this.file = file;
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
    }

    private Results(Path file, List<Result> known) {
        this.file = file;
        all.addAll(known);
    }

    /**
     * Reads the values of an earlier run.
     *
     * @param file its file
     * @return the values
     * @throws IOException if it cannot be read
     */
    public static Results read(Path file) throws IOException {
        List<Result> known = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new IOException("no result: " + line);
            }
            known.add(new Result(parts.group(1), parts.group(2), parts.group(3), Double.parseDouble(parts.group(4))));
        }
        return new Results(file, known);
    }

    /** Keeps the values of an earlier run, apart from those of the metrics whose names begin so. */
    static Results without(Path file, String prefix) throws IOException {
        Results kept = new Results(file, List.of());
        StringBuilder text = new StringBuilder();
        for (Result result : read(file).all) {
            if (!result.metric().startsWith(prefix)) {
                kept.all.add(result);
                text.append(result.toJson()).append('\n');
            }
        }
        Files.writeString(file, text);
        return kept;
    }

    void add(String contender, String cloud, String metric, double value) throws IOException {
        Result result = new Result(contender, cloud, metric, value);
        all.add(result);
        Files.writeString(file, result.toJson() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Adds every number of a flat JSON object. */
    void addAll(String contender, String cloud, String prefix, String json) throws IOException {
        addAll(contender, cloud, prefix, numbers(json));
    }

    /** Every number of a flat JSON object, in its order. */
    static Map<String, Double> numbers(String json) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        Matcher found = NUMBER.matcher(json);
        while (found.find()) {
            numbers.put(found.group(1), Double.parseDouble(found.group(2)));
        }
        return numbers;
    }

    /** Adds every number of a map. */
    void addAll(String contender, String cloud, String prefix, Map<String, Double> values) throws IOException {
        for (Map.Entry<String, Double> value : values.entrySet()) {
            add(contender, cloud, prefix + value.getKey(), value.getValue());
        }
    }

    /**
     * Returns the values of one metric.
     *
     * @param contender whose
     * @param cloud against which service
     * @param metric which
     * @return the values in the order of the repetitions
     */
    public double[] values(String contender, String cloud, String metric) {
        return all.stream()
                .filter(result -> result.contender().equals(contender)
                        && result.cloud().equals(cloud)
                        && result.metric().equals(metric))
                .mapToDouble(Result::value)
                .toArray();
    }

    /**
     * Returns everything.
     *
     * @return all values
     */
    public List<Result> all() {
        return List.copyOf(all);
    }
}
