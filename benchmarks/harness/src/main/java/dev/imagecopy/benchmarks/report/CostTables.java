package dev.imagecopy.benchmarks.report;

import static dev.imagecopy.benchmarks.report.Ratios.OURS;
import static dev.imagecopy.benchmarks.report.Ratios.RAW;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an exchange costs each contender, over plain HTTP or over TLS, and its ratios to raw. */
final class CostTables {
    private static final List<String> PHASES = List.of("copy:1", "copy:8", "copy:64", "poll:1", "poll:8", "poll:64");

    /** What is told of an exchange. */
    enum Unit {
        BYTES("bytes", "Allocation per exchange, bytes"),
        CPU("cpuMicros", "CPU per exchange, µs"),
        WORK(Ratios.WORK, "CPU per exchange but for the compilers', µs"),
        THROUGHPUT("perSecond", "Exchanges per second");

        final String metric;
        final String title;

        Unit(String metric, String title) {
            this.metric = metric;
            this.title = title;
        }

        /** The limit that its goal has, or would have. */
        double limit() {
            return switch (this) {
                case BYTES -> 1.25;
                case CPU, WORK -> 1.20;
                case THROUGHPUT -> 0.90;
            };
        }
    }

    private final Ratios ratios;
    private final String prefix;

    /** @param prefix with which the names of the metrics begin */
    CostTables(Ratios ratios, String prefix) {
        this.ratios = ratios;
        this.prefix = prefix;
    }

    boolean isMeasured() {
        return ratios.clouds().stream().anyMatch(cloud -> isMeasured(cloud, OURS, Unit.BYTES));
    }

    private boolean isMeasured(String cloud, String contender, Unit unit) {
        return ratios.values(contender, cloud, metric(PHASES.get(0), unit)).length > 0;
    }

    private String metric(String phase, Unit unit) {
        return prefix + phase + " " + unit.metric;
    }

    String of(Unit unit) {
        StringBuilder text = new StringBuilder("| | contender |");
        PHASES.forEach(phase -> text.append(' ').append(phase).append(" | to raw |"));
        text.append("\n|---|---|").append("---|---|".repeat(PHASES.size())).append('\n');
        for (String cloud : ratios.clouds()) {
            for (String contender : ratios.contenders()) {
                if (isMeasured(cloud, contender, unit)) {
                    text.append(row(cloud, contender, unit));
                }
            }
        }
        return text.append('\n').toString();
    }

    private String row(String cloud, String contender, Unit unit) {
        StringBuilder text = new StringBuilder("| " + cloud + " | " + contender + " |");
        for (String phase : PHASES) {
            double[] values = ratios.values(contender, cloud, metric(phase, unit));
            Optional<Sample> ratio = ratios.ratio(contender, cloud, metric(phase, unit), RAW);
            text.append(' ').append(values.length == 0 ? "–" : Sample.of(values).text());
            text.append(" | ").append(ratio.map(Sample::range).orElse("–")).append(" |");
        }
        return text.append('\n').toString();
    }

    /** Paired ratios to the client by hand that connects as ours does; marked where a goal's limit is in the range. */
    String ofOursToTheYardstick() {
        StringBuilder text = new StringBuilder("| ours to the yardstick | |");
        PHASES.forEach(phase -> text.append(' ').append(phase).append(" |"));
        text.append("\n|---|---|").append("---|".repeat(PHASES.size())).append('\n');
        for (String cloud : ratios.clouds()) {
            for (Unit unit : Unit.values()) {
                text.append("| ").append(cloud).append(" | ").append(unit.title).append(" |");
                for (String phase : PHASES) {
                    Optional<Sample> ratio = ratios.toYardstick(cloud, prefix, phase + " " + unit.metric);
                    text.append(' ')
                            .append(ratio.map(Sample::range).orElse("–"))
                            .append(
                                    ratio.filter(sample -> sample.isUnresolved(unit.limit()))
                                                    .isPresent()
                                            ? " ?"
                                            : "")
                            .append(" |");
                }
                text.append('\n');
            }
        }
        return text.append('\n').toString();
    }

    /** Of copies by eight threads. */
    List<Plot.Bar> bars(Unit unit) {
        List<Plot.Bar> bars = new ArrayList<>();
        for (String cloud : ratios.clouds()) {
            for (String contender : ratios.contenders()) {
                if (isMeasured(cloud, contender, unit)) {
                    bars.add(new Plot.Bar(
                            cloud + " " + contender,
                            ratios.ratio(contender, cloud, metric("copy:8", unit), RAW)
                                    .map(Sample::median)
                                    .orElse(Double.NaN)));
                }
            }
        }
        return bars;
    }
}
