package dev.imagecopy.benchmarks.report;

import static dev.imagecopy.benchmarks.report.GoalTable.number;
import static dev.imagecopy.benchmarks.report.Ratios.RAW;

import dev.imagecopy.benchmarks.run.Metrics;
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
                        "# Benchmark report\n\nMade by `benchmarks/run`; see [how](../README.md). Each value of a steady state and of a"
                                + " cold start is a median of ")
                .append(ratios.repetitions())
                .append(
                        " with half of its range; what a fleet and what users feel was measured once. A ratio is the median of the ratios of single turns, in which contenders")
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
        CostTables tables = new CostTables(ratios, "");
        if (tables.isMeasured()) {
            text.append(
                            "## Against the yardstick\n\nThe client by hand that connects as this SDK does, and makes the same")
                    .append(" exchanges.\n\n")
                    .append(tables.ofOursToTheYardstick());
        }
        for (CostTables.Unit unit : CostTables.Unit.values()) {
            text.append("## ").append(unit.title).append("\n\n").append(tables.of(unit));
            plot(unit.metric + ".svg", unit.title + ", copy, 8 threads, to raw", tables.bars(unit));
        }
        CostTables secure = new CostTables(ratios, Metrics.TLS);
        if (secure.isMeasured()) {
            text.append(
                            "## Over HTTPS with HTTP/2\n\nThe same over TLS 1.3, to a server that offers HTTP/2. All calls of a")
                    .append(
                            " client share a connection, but for those that have a fresh one, which speak HTTP/1.1.\n\n");
            text.append(secure.ofOursToTheYardstick());
            for (CostTables.Unit unit : CostTables.Unit.values()) {
                text.append("### ").append(unit.title).append(" over HTTPS\n\n").append(secure.of(unit));
            }
        }
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
        text.append(LoadedClasses.toMarkdown(ratios));
        text.append(FeltTable.toMarkdown(ratios));
    }

    private static double median(Optional<Sample> ratio) {
        return ratio.isPresent() ? ratio.get().median() : Double.NaN;
    }

    private void fleets() {
        text.append(
                        "## Waiting fleets\n\n`heapBytesEach` is what the whole process holds for each copy that waits after the ramp,")
                .append(
                        " less what it held before, after garbage collections. `dataBytesEach` is a copy's request and id: a handle")
                .append(
                        " with their texts\n(provider, kind of call, region, project; key, fingerprint of the request, time; the")
                .append(
                        " service's id, the name, the source), 10,000 of them measured alone. What a waiting copy takes beyond request")
                .append(
                        " and id is the difference.\nThe listener and the measuring timers that only a benchmark has are in it:")
                .append(
                        " about 70 bytes each. `transportThreads` is the most at any moment. `Few` and `idle` are a second client with 1,000 waiting copies, and with none,\n")
                .append("in the same process; [README](../README.md#reading) tells in which turns.\n\n");
        for (String cloud : ratios.clouds()) {
            table(cloud, cloud, "fleet ");
        }
        table("HUAWEI, polled each second", "HUAWEI", "each second ");
    }

    private void parts() {
        text.append("## Parts of the engine\n\nBy JMH, one thread, in one process.\n\n");
        table("ours", "", "part ");
    }

    /** The values of the metrics that begin so. */
    private void table(String title, String cloud, String prefix) {
        List<Result> told = ratios.results.all().stream()
                .filter(result ->
                        result.cloud().equals(cloud) && result.metric().startsWith(prefix))
                .toList();
        if (told.isEmpty()) {
            return;
        }
        text.append("| ").append(title).append(" | |\n|---|---|\n");
        for (Result result : told) {
            text.append("| ")
                    .append(result.metric().substring(prefix.length()))
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
