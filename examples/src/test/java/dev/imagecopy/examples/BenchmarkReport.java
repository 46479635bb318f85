package dev.imagecopy.examples;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The benchmark report that is kept. */
final class BenchmarkReport {
    private final List<String> lines =
            Page.of(Path.of("benchmarks/report/README.md")).text().lines().toList();

    /**
     * A value of a section's table, without its spread.
     *
     * @param column counted from the first cell
     */
    String number(String section, String cloud, String contender, int column) {
        String cell = lines.stream()
                .dropWhile(line -> !line.matches("###? \\Q" + section + "\\E"))
                .filter(line -> line.startsWith("| " + cloud + " | " + contender + " |"))
                .findFirst()
                .orElseThrow()
                .split("\\|", -1)[column + 1];
        return cell.strip().replaceFirst(" (±.*|\\?)$", "");
    }

    /** What the large fleet of waiting copies told. */
    double fleet(String metric) {
        String row = "| " + metric + " |";
        return lines.stream()
                .dropWhile(line -> !line.equals("| HUAWEI | |"))
                .filter(line -> line.startsWith(row))
                .mapToDouble(line -> Double.parseDouble(line.substring(row.length(), line.length() - 1)))
                .findFirst()
                .orElseThrow();
    }

    /**
     * A value of the table of goals, with its spread if it has one.
     *
     * @param goal how the goal begins
     */
    String goal(String goal, String part) {
        Matcher value = Pattern.compile("[|;] " + part + " ([^;|]+)")
                .matcher(lines.stream()
                        .filter(line -> line.startsWith("| " + goal))
                        .findFirst()
                        .orElseThrow());
        if (!value.find()) {
            throw new IllegalStateException("the report does not say it of " + part);
        }
        return value.group(1).strip();
    }

    /** What a waiting copy takes beyond its request and id. */
    String waitingBytes() {
        return goal("waiting copies, heap each", String.format(Locale.ROOT, "%.0f on HUAWEI", fleet("waiting")));
    }

    /** How busy the machine was when the measurement began. */
    String load() {
        Matcher load = Pattern.compile("load \\S+ when it began").matcher(String.join("\n", lines));
        if (!load.find()) {
            throw new IllegalStateException("the report does not say how busy the machine was");
        }
        return load.group();
    }

    /** When and where it was made. */
    String measured() {
        String all = String.join("\n", lines);
        Matcher date = Pattern.compile("\\| date \\| (\\S+) \\|").matcher(all);
        Matcher machine = Pattern.compile("\\| machine \\| ([^,]+),").matcher(all);
        if (!date.find() || !machine.find()) {
            throw new IllegalStateException("the report does not say when or where it was made");
        }
        return date.group(1) + ", " + machine.group(1);
    }
}
