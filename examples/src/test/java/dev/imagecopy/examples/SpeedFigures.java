package dev.imagecopy.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** How this SDK compares with clients written by hand, from the benchmark report. */
final class SpeedFigures {
    private static final List<String> CLOUDS = List.of("HUAWEI", "ALIBABA", "YANDEX", "FABRIC");
    private static final String YARDSTICK = "Against the yardstick";
    private static final String BYTES = "Allocation per exchange, bytes";
    private static final String CPU = "CPU per exchange but for the compilers', µs";
    private static final String PER_SECOND = "Exchanges per second";
    private static final int COPY = 2;
    private static final int COPY_BY_EIGHT = 3;
    private static final int POLL = 5;

    private final BenchmarkReport report;

    SpeedFigures(BenchmarkReport report) {
        this.report = report;
    }

    /** The table, and what a fleet of waiting copies took. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("| | Huawei | Alibaba | Yandex | Service Fabric |");
        lines.add("|---|---|---|---|---|");
        lines.add(row("time to the first response", cloud -> report.goal("cold start", cloud)));
        lines.add(row(
                "classes loaded until then (by hand)",
                cloud -> report.number("Start", cloud, "ours", 4) + " (" + report.number("Start", cloud, "raw", 4)
                        + ")"));
        lines.add(row("bytes allocated for a copy, one thread", cloud -> ratio(cloud, BYTES, COPY)));
        lines.add(row("bytes allocated for a poll, one thread", cloud -> ratio(cloud, BYTES, POLL)));
        lines.add(row(
                "CPU time of a copy, eight threads, but for the compilers'",
                cloud -> ratio(cloud, CPU, COPY_BY_EIGHT)));
        lines.add(row("copies per second, eight threads", cloud -> ratio(cloud, PER_SECOND, COPY_BY_EIGHT)));
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "A client with %,.0f Huawei copies that waited took %s bytes of heap for each beyond its request and id, and %.0f thread",
                report.fleet("waiting"),
                report.waitingBytes(),
                report.fleet("sdkThreads")));
        lines.add(String.format(
                Locale.ROOT,
                "besides the transport's. It asked %.0f times a second, its ceiling; 99 %% of its timers were done within %s ms.",
                report.fleet("pollsPerSecond"),
                shortest(report.fleet("lateMillisP99"))));
        lines.add("An Alibaba copy that waited took " + report.goal("waiting copies, heap each", "[0-9]+ on ALIBABA")
                + " bytes, with its place in the poll that all of a region share.");
        lines.add("");
        lines.add("Measured on " + report.measured() + ", " + report.load() + ".");
        return lines;
    }

    private static String row(String name, UnaryOperator<String> value) {
        StringBuilder row = new StringBuilder("| " + name + " |");
        CLOUDS.forEach(cloud -> row.append(' ').append(value.apply(cloud)).append(" |"));
        return row.toString();
    }

    private String ratio(String cloud, String metric, int column) {
        return report.number(YARDSTICK, cloud, metric, column);
    }

    private static String shortest(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : String.valueOf(value);
    }
}
