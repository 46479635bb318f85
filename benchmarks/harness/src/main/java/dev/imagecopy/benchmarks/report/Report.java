package dev.imagecopy.benchmarks.report;

import static dev.imagecopy.benchmarks.report.GoalTable.number;
import static dev.imagecopy.benchmarks.report.Ratios.OURS;
import static dev.imagecopy.benchmarks.report.Ratios.RAW;

import dev.imagecopy.benchmarks.run.Metrics;
import dev.imagecopy.benchmarks.run.Result;
import dev.imagecopy.benchmarks.run.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes {@code README.md} and its plots from {@code results.jsonl}. Ratios are medians of the ratios of single turns; ± is half the range. */
public final class Report {
    /** Fewer are a smoke test. */
    private static final int REPETITIONS_TO_QUOTE = 5;

    private static final String HEADING =
            """
            # Benchmark report

            Made by `benchmarks/run`; see [how](../README.md). Each value of a steady state is a median of {repetitions}, one of a
            cold start of {starts}, and ± half of its range in per cent of it; what a fleet, copies at once and a fresh clone took was measured once. A ratio is the median of
            the ratios of single turns, in which contenders follow each other directly, with the least and the greatest.

            | contender | is |
            |---|---|
            | `ours` | this SDK |
            | `raw` | a client written by hand with OkHttp's default settings, which keep a connection, and databind |
            | `raw-fresh` | the same with a fresh connection for each copy, as this SDK has on Huawei and Service Fabric |
            | yardstick | that of the two which connects as this SDK does |
            | `minimal` | by hand, OkHttp with a pool and a dispatcher of the right size, Jackson's streaming parser instead of databind |
            | `jdk` | by hand, the JDK's own HTTP client instead of OkHttp, Jackson's streaming parser |
            | `huawei-sdk`, `alibaba-tea`, `alibaba-legacy`, `yandex-sdk` | the vendors' SDKs, as their first example sets them up |

            """;

    private static final String TO_THE_YARDSTICK =
            """
            The client by hand that connects as this SDK does, and makes the same exchanges. A question mark says that the limit of
            the goal (allocation 1.25, CPU 1.20, exchanges per second 0.90) lies in the range, so that the noise does not resolve it.

            """;

    private static final String WAITING =
            """
            `heapBytesEach` is what the whole process holds for each of 10,000 further copies that wait, after garbage collections;
            `heapBytesOfTheClient` is what it held before, less as much for each of those that waited then.
            `dataBytesEach` is a copy's request and id: the request that the application gave, and a handle with the texts of both
            (provider, kind of call, region, project; key, fingerprint of the request, time; the service's id, the name, the source),
            10,000 of them measured alone. `benchmarkBytesEach` is what the benchmark's own timers hold, which tell how late each is.
            What a waiting copy takes beyond request and id is `heapBytesEach` less both. `transportThreads` is the most at any moment. `Few` and `idle` are a second client with 1,000
            waiting copies, and with none, in the same process; [README](../README.md#reading) tells in which turns.

            """;

    private static final String PROFILES =
            """
            One exchange, by as many threads as have the greatest ratio in the goal of its CPU time, in the processes of the tables
            above: after their last turn, as soon as the compilers have less than 5 % of the time (at the latest after twelve further
            turns), by turns, three times 5 s each.
            Being recorded costs both time, and most is compiled further by then: a ratio here is not the goal's, and can be much
            smaller, as the poll's on Yandex. They tell what the time is spent for rather than how much there is of it. The time of the code is
            told by samples of threads that execute Java, by the innermost method of this SDK, of a client by hand (benchmark), of
            OkHttp, Okio, Kotlin or Jackson; what the JDK does for it counts as its own. The times of system calls, the
            collector and the compilers are Linux's. Shown are parts above 3 %, and the five methods of this SDK that take most.

            """;

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
     * @param folder holds {@code results.jsonl} and {@code machine.md}
     * @throws IOException if the results cannot be read or the report not be written
     */
    public static void write(Path folder) throws IOException {
        new Report(folder, Results.read(folder.resolve("results.jsonl"))).write();
    }

    private void write() throws IOException {
        heading();
        text.append("## Goals\n\n").append(Goals.toMarkdown(ratios));
        costs();
        starts();
        fleets();
        parts();
        text.append("## Profiles\n\n").append(new StartProfiles(ratios).toMarkdown());
        text.append(new FirstSecondsTable(ratios).toMarkdown());
        text.append("### Exchanges\n\n").append(PROFILES).append(new ProfileTables(ratios).toMarkdown());
        text.append("## What was measured with what\n\n").append(part("machine.md"));
        Files.writeString(folder.resolve("README.md"), text.toString().stripTrailing() + "\n");
    }

    private String part(String file) throws IOException {
        Path path = folder.resolve(file);
        return Files.exists(path) ? Files.readString(path) : "";
    }

    private void heading() throws IOException {
        text.append(HEADING.replace("{repetitions}", String.valueOf(ratios.repetitions()))
                .replace("{starts}", String.valueOf(ratios.starts())));
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
            text.append("## Against the yardstick\n\n").append(TO_THE_YARDSTICK).append(tables.ofOursToTheYardstick());
        }
        text.append(VendorTable.toMarkdown(ratios));
        for (CostTables.Unit unit : CostTables.Unit.values()) {
            text.append("## ").append(unit.title).append("\n\n").append(tables.of(unit));
            plot(unit.metric + ".svg", unit.title + ", copy, 8 threads, to raw", tables.bars(unit));
        }
        CostTables secure = new CostTables(ratios, Metrics.TLS);
        if (secure.isMeasured()) {
            text.append(
                            "## Over HTTPS with HTTP/2\n\nThe same over TLS 1.3, to a server that offers HTTP/2. All calls of a")
                    .append(
                            " client share a connection, but for those that have a fresh one, which speak HTTP/1.1. The first request on a")
                    .append(
                            " connection of OkHttp's own sockets waits 40 ms for the acknowledgement of the handshake; this SDK's do")
                    .append(
                            " not wait. So exchanges per second of `raw-fresh`, and of `raw` where it opens connections, tell of that.\n\n");
            text.append(secure.ofOursToTheYardstick());
            for (CostTables.Unit unit : CostTables.Unit.values()) {
                text.append("### ").append(unit.title).append(" over HTTPS\n\n").append(secure.of(unit));
            }
        }
    }

    private void starts() throws IOException {
        Map<String, Footprint> footprints = new HashMap<>();
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
                Footprint footprint = footprints.computeIfAbsent(contender, unused -> new Footprint(ratios, contender));
                text.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | %s | %s | %s | %s |%n",
                        cloud,
                        contender,
                        Sample.of(cold).text(),
                        ratio.map(Sample::range).orElse("–"),
                        number(ratios.median(contender, cloud, "classes")),
                        number(footprint.count(cloud)),
                        number(footprint.megabytes(cloud))));
                bars.add(new Plot.Bar(cloud + " " + contender, median(ratio)));
            }
        }
        text.append("\nJars and megabytes are those for one service.\n");
        plot("start.svg", "Time to the first reply, to raw", bars);
        text.append(LoadedClasses.toMarkdown(ratios));
        text.append(FeltTable.toMarkdown(ratios));
    }

    private static double median(Optional<Sample> ratio) {
        return ratio.isPresent() ? ratio.get().median() : Double.NaN;
    }

    private void fleets() {
        text.append("## Waiting fleets\n\n").append(WAITING);
        for (String cloud : ratios.clouds()) {
            table(cloud, cloud, "fleet ");
        }
        table("HUAWEI, polled each second", "HUAWEI", "each second ");
        growth();
        heap();
    }

    /** The parts of a waiting copy's heap, request and id among them. */
    private void heap() {
        Map<String, Map<String, Double>> parts = new TreeMap<>();
        for (Result result : ratios.results.all()) {
            if (result.metric().startsWith(Metrics.HEAP)) {
                String type = result.metric()
                        .substring(Metrics.HEAP.length(), result.metric().lastIndexOf(' '));
                parts.computeIfAbsent(type, unused -> new TreeMap<>())
                        .merge(result.cloud(), result.value(), Double::sum);
            }
        }
        if (parts.isEmpty()) {
            return;
        }
        List<String> clouds = List.of("HUAWEI", "ALIBABA", "YANDEX");
        text.append("| bytes of a waiting copy by class | ")
                .append(String.join(" | ", clouds))
                .append(" |\n");
        text.append("|---|").append("---|".repeat(clouds.size())).append('\n');
        parts.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, Map<String, Double>> part) ->
                                Collections.max(part.getValue().values()))
                        .reversed())
                .forEach(part -> {
                    text.append("| `").append(part.getKey()).append("` |");
                    clouds.forEach(cloud -> text.append(' ')
                            .append(Math.round(part.getValue().getOrDefault(cloud, 0.0)))
                            .append(" |"));
                    text.append('\n');
                });
        text.append('\n');
    }

    /** Two processes in the same seconds. */
    private void growth() {
        StringBuilder rows = new StringBuilder();
        for (String value : new String[] {"pollCpuMicros", "pollsPerSecond"}) {
            double[] many = ratios.values(OURS, "HUAWEI", Metrics.GROWTH + "many " + value);
            double[] few = ratios.values(OURS, "HUAWEI", Metrics.GROWTH + "few " + value);
            Ratios.ratio(many, few)
                    .ifPresent(ratio -> rows.append(String.format(
                            Locale.ROOT,
                            "| %s | %s | %s | %s |%n",
                            value,
                            Sample.of(many).text(),
                            Sample.of(few).text(),
                            ratio.range())));
        }
        if (rows.length() > 0) {
            text.append(
                            "| HUAWEI, polls in the same seconds | the whole fleet | 1,000 copies | ratio |\n|---|---|---|---|\n")
                    .append(rows)
                    .append('\n');
        }
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
                    .append(result.value() < 0 ? "less than the noise" : number(result.value()))
                    .append(" |\n");
        }
        text.append('\n');
    }

    private void plot(String file, String title, List<Plot.Bar> bars) throws IOException {
        Files.writeString(folder.resolve(file), Plot.of(title, bars));
        text.append("\n![").append(title).append("](").append(file).append(")\n\n");
    }
}
