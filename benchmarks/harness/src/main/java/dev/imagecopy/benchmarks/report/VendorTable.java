package dev.imagecopy.benchmarks.report;

import static dev.imagecopy.benchmarks.report.Ratios.OURS;

import java.util.List;
import java.util.Map;

/** Paired ratios of this SDK to the vendors' own. */
final class VendorTable {
    private static final Map<String, List<String>> VENDORS = Map.of(
            "HUAWEI", List.of("huawei-sdk"),
            "ALIBABA", List.of("alibaba-tea", "alibaba-legacy"),
            "YANDEX", List.of("yandex-sdk"));

    private static final List<Column> COLUMNS = List.of(
            new Column("to the first reply", "cold millis"),
            new Column("allocation of a copy", "copy:1 bytes"),
            new Column("allocation of a poll", "poll:1 bytes"),
            new Column("CPU of a copy but for the compilers', eight threads", "copy:8 " + Ratios.WORK),
            new Column("copies per second, eight threads", "copy:8 perSecond"));

    private record Column(String name, String metric) {}

    private VendorTable() {}

    /** Nothing if none was measured. */
    static String toMarkdown(Ratios ratios) {
        StringBuilder rows = new StringBuilder();
        for (String cloud : ratios.clouds()) {
            for (String vendor : VENDORS.getOrDefault(cloud, List.of())) {
                if (ratios.contenders().contains(vendor)) {
                    rows.append(row(ratios, cloud, vendor));
                }
            }
        }
        return rows.length() == 0 ? "" : head() + rows + '\n';
    }

    private static String head() {
        StringBuilder head = new StringBuilder("## Against the vendors' SDKs\n\n| ours to the vendor's | |");
        COLUMNS.forEach(column -> head.append(' ').append(column.name()).append(" |"));
        return head.append("\n|---|---|")
                .append("---|".repeat(COLUMNS.size()))
                .append('\n')
                .toString();
    }

    private static String row(Ratios ratios, String cloud, String vendor) {
        StringBuilder row = new StringBuilder("| " + cloud + " | " + vendor + " |");
        for (Column column : COLUMNS) {
            row.append(' ')
                    .append(ratios.ratio(OURS, cloud, column.metric(), vendor)
                            .map(Sample::range)
                            .orElse("–"))
                    .append(" |");
        }
        return row.append('\n').toString();
    }
}
