package dev.imagecopy.benchmarks.report;

import dev.imagecopy.benchmarks.run.Result;
import dev.imagecopy.benchmarks.run.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes {@code README.md} and its plots from {@code results.jsonl}. Ratios are of medians; ± is half the range. */
public final class Report {
    private static final String OURS = "ours";
    private static final String RAW = "raw";
    private static final List<String> PHASES = List.of("copy:1", "copy:8", "copy:64", "poll:1", "poll:8");

    private final Path folder;
    private final Results results;
    private final StringBuilder text = new StringBuilder();
    private final Set<String> clouds = new LinkedHashSet<>();
    private final Set<String> contenders = new LinkedHashSet<>();

    private Report(Path folder, Results results) {
        this.folder = folder;
        this.results = results;
        for (Result result : results.all()) {
            contenders.add(result.contender());
            if (!result.cloud().isEmpty()) {
                clouds.add(result.cloud());
            }
        }
    }

    /**
     * Writes the report of the results in a folder.
     *
     * @param folder holds {@code results.jsonl} and {@code profile.md}
     * @param settings how it was measured
     * @throws IOException if the results cannot be read or the report not be written
     */
    public static void write(Path folder, String settings) throws IOException {
        new Report(folder, Results.read(folder.resolve("results.jsonl"))).write(settings);
    }

    private void write(String settings) throws IOException {
        heading(settings);
        goals();
        costs();
        starts();
        fleets();
        Path profile = folder.resolve("profile.md");
        if (Files.exists(profile)) {
            text.append(
                            "## Profiles\n\nShares of one exchange, by the innermost method of this SDK, OkHttp or Jackson; above 3 %.\n\n")
                    .append(Files.readString(profile));
        }
        Files.writeString(folder.resolve("README.md"), text);
    }

    private void heading(String settings) {
        text.append("# Benchmark report\n\nMade by `benchmarks/run`; see [how](../README.md). ")
                .append(LocalDate.now(ZoneId.systemDefault()))
                .append(", ")
                .append(Runtime.getRuntime().availableProcessors())
                .append(" cores, ")
                .append(System.getProperty("os.name"))
                .append(' ')
                .append(System.getProperty("os.arch"))
                .append(", Java ")
                .append(Runtime.version())
                .append(". ")
                .append(settings)
                .append(
                        ".\nEach value is a median with half of its range. `raw` is a hand-written client with OkHttp's default settings"
                                + " and databind, in a process like all others.\n\n");
    }

    private void goals() {
        text.append("## Goals\n\n| goal | limit | worst | |\n|---|---|---|---|\n");
        goal(
                "allocation per exchange, copy and poll, to raw",
                1.05,
                worst("bytes", List.of("copy:1", "poll:1"), RAW, true));
        goal("CPU per copy, 1 and 8 threads, to raw", 1.10, worst("cpuMicros", List.of("copy:1", "copy:8"), RAW, true));
        goal(
                "throughput, 8 and 64 threads, to raw, inverse of at least 0.92",
                1 / 0.92,
                inverse(worst("perSecond", List.of("copy:8", "copy:64"), RAW, false)));
        goal("CPU per copy to Huawei's SDK", 0.45, worst("cpuMicros", List.of("copy:1", "copy:8"), "huawei-sdk", true));
        goal(
                "CPU per copy to Alibaba's SDK (Tea)",
                0.45,
                worst("cpuMicros", List.of("copy:1", "copy:8"), "alibaba-tea", true));
        goal(
                "CPU per copy to Alibaba's SDK (legacy)",
                0.45,
                worst("cpuMicros", List.of("copy:1", "copy:8"), "alibaba-legacy", true));
        goal("CPU per copy to Yandex's SDK", 0.65, worst("cpuMicros", List.of("copy:1", "copy:8"), "yandex-sdk", true));
        goal("cold start to first reply, to raw", 0.80, ratioOverClouds("cold millis", RAW, true));
        goal("classes loaded at the first call", 2400, most("classes"));
        goal(
                "heap of a waiting copy beyond the request's own data, bytes",
                1024,
                fleet("heapBytesEach") - fleet("dataBytesEach"));
        goal("SDK threads of the fleet beside the transport's", 8, fleet("sdkThreads"));
        goal("timer lateness p99, ms", 50, fleet("lateMillisP99"));
        goal(
                "submit p99 at the polls' ceiling to an idle client's",
                2,
                fleet("busySubmitMillisP99") / fleet("idleSubmitMillisP99"));
        goal(
                "CPU of starting a copy in the fleet to the first thousand",
                1.1,
                fleet("startCpuMicrosMany") / fleet("startCpuMicrosFew"));
        text.append('\n');
    }

    private void goal(String what, double limit, double value) {
        if (Double.isNaN(value)) {
            text.append("| ").append(what).append(" | ").append(number(limit)).append(" | not measured | |\n");
        } else {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s |%n",
                    what,
                    number(limit),
                    number(value),
                    value <= limit ? "met" : "**open**"));
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
            for (String cloud : clouds) {
                for (String contender : contenders) {
                    row(cloud, contender, unit, bars);
                }
            }
            plot(unit + ".svg", title + ", copy, 8 threads, to raw", bars);
        }
    }

    private void row(String cloud, String contender, String unit, List<Plot.Bar> bars) {
        if (results.values(contender, cloud, "copy:1 " + unit).length == 0) {
            return;
        }
        text.append("| ").append(cloud).append(" | ").append(contender).append(" |");
        for (String phase : PHASES) {
            double[] values = results.values(contender, cloud, phase + " " + unit);
            double ratio = ratio(contender, cloud, phase + " " + unit, RAW);
            text.append(' ').append(values.length == 0 ? "–" : Sample.of(values).text());
            text.append(" | ").append(number(ratio)).append(" |");
        }
        text.append('\n');
        bars.add(new Plot.Bar(cloud + " " + contender, ratio(contender, cloud, "copy:8 " + unit, RAW)));
    }

    private void starts() throws IOException {
        text.append(
                "## Start\n\n| | contender | to the first reply, ms | to raw | classes | jars | MB |\n|---|---|---|---|---|---|---|\n");
        List<Plot.Bar> bars = new ArrayList<>();
        for (String cloud : clouds) {
            for (String contender : contenders) {
                double[] cold = results.values(contender, cloud, "cold millis");
                if (cold.length == 0) {
                    continue;
                }
                double ratio = ratio(contender, cloud, "cold millis", RAW);
                text.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | %s | %.0f | %.0f | %.1f |%n",
                        cloud,
                        contender,
                        Sample.of(cold).text(),
                        number(ratio),
                        median(contender, cloud, "classes"),
                        median(contender, "", "jars"),
                        median(contender, "", "megabytes")));
                bars.add(new Plot.Bar(cloud + " " + contender, ratio));
            }
        }
        plot("start.svg", "Time to the first reply, to raw", bars);
    }

    private void fleets() {
        text.append(
                "## Waiting fleet\n\nThe listener and the measuring timers that only a benchmark has are in the heap: about 70 bytes each.\n\n");
        for (String cloud : clouds) {
            List<Result> told = results.all().stream()
                    .filter(result ->
                            result.cloud().equals(cloud) && result.metric().startsWith("fleet "))
                    .toList();
            if (told.isEmpty()) {
                continue;
            }
            text.append("| ").append(cloud).append(" | |\n|---|---|\n");
            for (Result result : told) {
                text.append("| ")
                        .append(result.metric().substring("fleet ".length()))
                        .append(" | ")
                        .append(number(result.value()))
                        .append(" |\n");
            }
            text.append('\n');
        }
    }

    private void plot(String file, String title, List<Plot.Bar> bars) throws IOException {
        Files.writeString(folder.resolve(file), Plot.of(title, bars));
        text.append("\n![").append(title).append("](").append(file).append(")\n\n");
    }

    /** The worst of ours to another, over the clouds and phases where there are both. */
    private double worst(String unit, List<String> phases, String other, boolean largest) {
        double worst = Double.NaN;
        for (String phase : phases) {
            double value = ratioOverClouds(phase + " " + unit, other, largest);
            worst = Double.isNaN(worst) ? value : Double.isNaN(value) ? worst : worse(worst, value, largest);
        }
        return worst;
    }

    private double ratioOverClouds(String metric, String other, boolean largest) {
        double worst = Double.NaN;
        for (String cloud : clouds) {
            double value = ratio(OURS, cloud, metric, other);
            if (!Double.isNaN(value)) {
                worst = Double.isNaN(worst) ? value : worse(worst, value, largest);
            }
        }
        return worst;
    }

    private static double worse(double one, double other, boolean largest) {
        return largest ? Math.max(one, other) : Math.min(one, other);
    }

    private double ratio(String contender, String cloud, String metric, String other) {
        return median(contender, cloud, metric) / median(other, cloud, metric);
    }

    private double median(String contender, String cloud, String metric) {
        double[] values = results.values(contender, cloud, metric);
        return values.length == 0 ? Double.NaN : Sample.of(values).median();
    }

    private double most(String metric) {
        return clouds.stream()
                .mapToDouble(cloud -> median(OURS, cloud, metric))
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(Double.NaN);
    }

    private double fleet(String metric) {
        return median(OURS, "HUAWEI", "fleet " + metric);
    }

    private static double inverse(double value) {
        return 1 / value;
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.2f", value);
    }
}
