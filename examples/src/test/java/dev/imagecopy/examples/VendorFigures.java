package dev.imagecopy.examples;

import java.util.ArrayList;
import java.util.List;

/** What the benchmark report says about this SDK and the vendors': counts as "ours / theirs", all else as paired ratios. */
final class VendorFigures {
    private static final String RATIOS = "Against the vendors' SDKs";
    private static final List<Vendor> VENDORS = List.of(
            new Vendor("Huawei SDK v3", "HUAWEI", "huawei-sdk"),
            new Vendor("Alibaba SDK (Tea)", "ALIBABA", "alibaba-tea"),
            new Vendor("Alibaba SDK (legacy)", "ALIBABA", "alibaba-legacy"),
            new Vendor("Yandex SDK", "YANDEX", "yandex-sdk"));

    /** Columns are counted from the first cell. */
    private static final List<Figure> FIGURES = List.of(
            new Figure("jars, ours / theirs", "Start", 5),
            new Figure("size of the jars, MB", "Start", 6),
            new Figure("classes loaded until the first response", "Start", 4),
            new Figure("time to the first response, ratio", RATIOS, 2),
            new Figure("bytes allocated for a copy, ratio", RATIOS, 3),
            new Figure("bytes allocated for a poll, ratio", RATIOS, 4),
            new Figure("CPU time of a copy, eight threads, but for the compilers', ratio", RATIOS, 5),
            new Figure("copies per second, eight threads, ratio", RATIOS, 6));

    private record Vendor(String name, String cloud, String contender) {}

    private record Figure(String name, String section, int column) {}

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
            VENDORS.forEach(
                    vendor -> line.append(' ').append(value(figure, vendor)).append(" |"));
            lines.add(line.toString());
        }
        lines.add("");
        lines.add("Measured on " + report.measured() + ".");
        return lines;
    }

    private String value(Figure figure, Vendor vendor) {
        String theirs = report.number(figure.section(), vendor.cloud(), vendor.contender(), figure.column());
        return figure.section().equals(RATIOS)
                ? theirs
                : report.number(figure.section(), vendor.cloud(), "ours", figure.column()) + " / " + theirs;
    }
}
