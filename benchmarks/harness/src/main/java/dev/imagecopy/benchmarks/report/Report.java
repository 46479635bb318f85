package dev.imagecopy.benchmarks.report;

import static dev.imagecopy.benchmarks.report.Goals.number;
import static dev.imagecopy.benchmarks.report.Ratios.RAW;

import dev.imagecopy.benchmarks.run.CommandStarts;
import dev.imagecopy.benchmarks.run.Result;
import dev.imagecopy.benchmarks.run.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes {@code README.md} and its plots from {@code results.jsonl}. Ratios are medians of the ratios of single turns; ± is half the range. */
public final class Report {
    private static final List<String> PHASES = List.of("copy:1", "copy:8", "copy:64", "poll:1", "poll:8", "poll:64");

    /** Fewer are a smoke test. */
    private static final int REPETITIONS_TO_QUOTE = 5;

    private static final Pattern LOAD = Pattern.compile("\\| (\\d+) cores.* load ([0-9.]+) when it began");

    private final Path folder;
    private final Ratios ratios;
    private final StringBuilder text = new StringBuilder();

    private Report(Path folder, Results results) {
        this.folder = folder;
        this.ratios = new Ratios(results);
    }

    /**
     * Writes the report of the results in a folder.
     *
     * @param folder holds {@code results.jsonl}, {@code machine.md} and {@code profile.md}
     * @throws IOException if the results cannot be read or the report not be written
     */
    public static void write(Path folder) throws IOException {
        new Report(folder, Results.read(folder.resolve("results.jsonl"))).write();
    }

    private void write() throws IOException {
        String profile = part("profile.md");
        heading();
        text.append("## Goals\n\n").append(Goals.toMarkdown(ratios, profile));
        costs();
        starts();
        fleets();
        parts();
        text.append(
                        "## Profiles\n\nShares of one exchange, by the innermost method of this SDK, of OkHttp or of Jackson;")
                .append(" above 3 %.\n\n")
                .append(profile);
        text.append("## What was measured with what\n\n").append(part("machine.md"));
        Files.writeString(folder.resolve("README.md"), text.toString().stripTrailing() + "\n");
    }

    private String part(String file) throws IOException {
        Path path = folder.resolve(file);
        return Files.exists(path) ? Files.readString(path) : "";
    }

    private void heading() throws IOException {
        text.append(
                        "# Benchmark report\n\nMade by `benchmarks/run`; see [how](../README.md). Each value is a median of ")
                .append(ratios.repetitions())
                .append(
                        " with half of its range. A ratio is the median of the ratios of single turns, in which contenders")
                .append(
                        " follow each other directly, with the least and the greatest.\n`raw` is a client written by hand with")
                .append(
                        " OkHttp's default settings, which keep a connection, and databind; `raw-fresh` is the same with a fresh")
                .append(" connection\nfor each copy, as this SDK has on Huawei and Service Fabric.\n\n");
        Matcher load = LOAD.matcher(part("machine.md"));
        if (load.find() && Double.parseDouble(load.group(2)) > Integer.parseInt(load.group(1)) / 2.0) {
            text.append("**Measured beside other work: the load was ")
                    .append(load.group(2))
                    .append(" on ")
                    .append(load.group(1))
                    .append(
                            " cores when it began. Bytes and classes hold, times hold only as ratios, and some not even so.**\n\n");
        }
        if (ratios.repetitions() < REPETITIONS_TO_QUOTE) {
            text.append("**Not to be quoted: fewer than ")
                    .append(REPETITIONS_TO_QUOTE)
                    .append(" repetitions.**\n\n");
        }
    }

    private void costs() throws IOException {
        for (String unit : List.of("bytes", "cpuMicros", "perSecond")) {
            String title =
                    switch (unit) {
                        case "bytes" -> "Allocation per exchange, bytes";
                        case "cpuMicros" -> "CPU per exchange, µs";
                        default -> "Exchanges per second";
                    };
            text.append("## ").append(title).append("\n\n| | contender |");
            PHASES.forEach(phase -> text.append(' ').append(phase).append(" | to raw |"));
            text.append("\n|---|---|").append("---|---|".repeat(PHASES.size())).append('\n');
            List<Plot.Bar> bars = new ArrayList<>();
            for (String cloud : ratios.clouds()) {
                for (String contender : ratios.contenders()) {
                    row(cloud, contender, unit, bars);
                }
            }
            plot(unit + ".svg", title + ", copy, 8 threads, to raw", bars);
        }
    }

    private void row(String cloud, String contender, String unit, List<Plot.Bar> bars) {
        if (ratios.results.values(contender, cloud, "copy:1 " + unit).length == 0) {
            return;
        }
        text.append("| ").append(cloud).append(" | ").append(contender).append(" |");
        for (String phase : PHASES) {
            double[] values = ratios.results.values(contender, cloud, phase + " " + unit);
            Optional<Sample> ratio = ratios.ratio(contender, cloud, phase + " " + unit, RAW);
            text.append(' ').append(values.length == 0 ? "–" : Sample.of(values).text());
            text.append(" | ").append(ratio.map(Sample::range).orElse("–")).append(" |");
        }
        text.append('\n');
        bars.add(new Plot.Bar(cloud + " " + contender, median(ratios.ratio(contender, cloud, "copy:8 " + unit, RAW))));
    }

    private void starts() throws IOException {
        text.append("## Start\n\n| | contender | to the first reply, ms | to raw | classes | jars | MB |\n")
                .append("|---|---|---|---|---|---|---|\n");
        List<Plot.Bar> bars = new ArrayList<>();
        for (String cloud : ratios.clouds()) {
            for (String contender : ratios.contenders()) {
                double[] cold = ratios.results.values(contender, cloud, "cold millis");
                if (cold.length == 0) {
                    continue;
                }
                Optional<Sample> ratio = ratios.ratio(contender, cloud, "cold millis", RAW);
                text.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | %s | %.0f | %.0f | %.1f |%n",
                        cloud,
                        contender,
                        Sample.of(cold).text(),
                        ratio.map(Sample::range).orElse("–"),
                        ratios.median(contender, cloud, "classes"),
                        ratios.median(contender, "", "jars"),
                        ratios.median(contender, "", "megabytes")));
                bars.add(new Plot.Bar(cloud + " " + contender, median(ratio)));
            }
        }
        plot("start.svg", "Time to the first reply, to raw", bars);
        command();
    }

    private void command() {
        double[] jar = ratios.results.values(CommandStarts.JAR, "", CommandStarts.METRIC);
        double[] script = ratios.results.values(CommandStarts.SCRIPT, "", CommandStarts.METRIC);
        if (jar.length == 0 || script.length == 0) {
            return;
        }
        text.append("## Start of the command\n\n`imagecopy --help`, whole processes, medians of ")
                .append(script.length)
                .append(" runs in turns. The script uses an archive of classes, which its first start has made.\n\n")
                .append("| | ms |\n|---|---|\n| `java -jar imagecopy.jar` | ")
                .append(Sample.of(jar).text())
                .append(" |\n| `imagecopy` | ")
                .append(Sample.of(script).text())
                .append(" |\n\n");
    }

    private static double median(Optional<Sample> ratio) {
        return ratio.isPresent() ? ratio.get().median() : Double.NaN;
    }

    private void fleets() {
        text.append(
                        "## Waiting fleets\n\nThe listener and the measuring timers that only a benchmark has are in the heap:")
                .append(
                        " about 70 bytes each. `Few` and `idle` are a second client with 1,000 waiting copies, and with none,\n")
                .append("in the same process; [README](../README.md#reading) tells in which turns.\n\n");
        for (String cloud : ratios.clouds()) {
            table(
                    cloud,
                    ratios.results.all().stream()
                            .filter(result -> result.cloud().equals(cloud)
                                    && result.metric().startsWith("fleet "))
                            .toList());
        }
    }

    private void parts() {
        text.append("## Parts of the engine\n\nBy JMH, one thread, in one process.\n\n");
        table(
                "ours",
                ratios.results.all().stream()
                        .filter(result -> result.metric().startsWith("part "))
                        .toList());
    }

    private void table(String title, List<Result> told) {
        if (told.isEmpty()) {
            return;
        }
        text.append("| ").append(title).append(" | |\n|---|---|\n");
        for (Result result : told) {
            text.append("| ")
                    .append(result.metric().substring(result.metric().indexOf(' ') + 1))
                    .append(" | ")
                    .append(number(result.value()))
                    .append(" |\n");
        }
        text.append('\n');
    }

    private void plot(String file, String title, List<Plot.Bar> bars) throws IOException {
        Files.writeString(folder.resolve(file), Plot.of(title, bars));
        text.append("\n![").append(title).append("](").append(file).append(")\n\n");
    }
}
