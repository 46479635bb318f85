package dev.imagecopy.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the benchmark report says about this SDK and the vendors', as a table of "ours / theirs". */
final class VendorFigures {
    private static final List<Vendor> VENDORS = List.of(
            new Vendor("Huawei SDK v3", "HUAWEI", "huawei-sdk"),
            new Vendor("Alibaba SDK (Tea)", "ALIBABA", "alibaba-tea"),
            new Vendor("Alibaba SDK (legacy)", "ALIBABA", "alibaba-legacy"),
            new Vendor("Yandex SDK", "YANDEX", "yandex-sdk"));

    /** Columns are counted from the first cell. */
    private static final List<Figure> FIGURES = List.of(
            new Figure("jars", "Start", 5, 1),
            new Figure("size of the jars, MB", "Start", 6, 1),
            new Figure("time to the first response, ms", "Start", 2, 1),
            new Figure("classes loaded until then", "Start", 4, 1),
            new Figure("allocated for a copy, KB", "Allocation per exchange, bytes", 2, 1000),
            new Figure("allocated for a poll, KB", "Allocation per exchange, bytes", 8, 1000),
            new Figure("CPU time of a copy, eight threads, µs", "CPU per exchange, µs", 4, 1),
            new Figure("copies per second, eight threads", "Exchanges per second", 4, 1));

    private record Vendor(String name, String cloud, String contender) {}

    private record Figure(String name, String section, int column, int divisor) {}

    private final BenchmarkReport report = new BenchmarkReport();

    /** The lines of the table, and when it was measured. */
    List<String> table() {
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder("| |");
        VENDORS.forEach(vendor -> head.append(' ').append(vendor.name()).append(" |"));
        lines.add(head.toString());
        lines.add("|---|" + "---|".repeat(VENDORS.size()));
        for (Figure figure : FIGURES) {
            StringBuilder line = new StringBuilder("| " + figure.name() + " |");
            for (Vendor vendor : VENDORS) {
                line.append(' ').append(value(figure, vendor.cloud(), "ours"));
                line.append(" / ").append(value(figure, vendor.cloud(), vendor.contender()));
                line.append(" |");
            }
            lines.add(line.toString());
        }
        lines.add("");
        lines.add("Measured on " + report.measured() + ".");
        return lines;
    }

    private String value(Figure figure, String cloud, String contender) {
        String number = report.number(figure.section(), cloud, contender, figure.column());
        return figure.divisor() == 1
                ? number
                : String.format(Locale.ROOT, "%.1f", Double.parseDouble(number) / figure.divisor());
    }
}
