package dev.imagecopy.benchmarks.report;

import static dev.imagecopy.benchmarks.report.Ratios.OURS;

import dev.imagecopy.benchmarks.run.Metrics;
import dev.imagecopy.benchmarks.run.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What client and service spend while many copies begin at once in a JVM that has done nothing before. */
final class FirstSecondsTable {
    private static final String TEXT =
            """
            ### The first seconds of copies at once

            As many copies as [above](#what-users-feel), by a process of its own just before, on the same service, which has answered as many
            once: the CPU time of client and service, in s, from the building of the client until the last call had returned. The
            client was recorded meanwhile, which takes some of it. Whose the code is, is told by samples of threads that execute Java.

            """;

    private static final Map<String, String> CLIENT = new LinkedHashMap<>();

    static {
        CLIENT.put("compilerMicros", "the client's compilers");
        CLIENT.put("collectorMicros", "its garbage collector");
        CLIENT.put("systemMicros", "its system calls");
        CLIENT.put("codeMicros", "its code, and the JVM's for it");
    }

    private final Ratios ratios;

    FirstSecondsTable(Ratios ratios) {
        this.ratios = ratios;
    }

    String toMarkdown() {
        List<String> clouds = ratios.clouds().stream().filter(this::isRecorded).toList();
        if (clouds.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(TEXT);
        text.append("| | ")
                .append(String.join(" | ", clouds))
                .append(" |\n|---|")
                .append("---|".repeat(clouds.size()));
        text.append(row("the last call had returned after, s", clouds, "acceptedSeconds", 1));
        text.append(row("the client's CPU", clouds, "cpuMicros", 1e-6));
        CLIENT.forEach((metric, name) -> text.append(row(name, clouds, metric, 1e-6)));
        for (String owner : owners()) {
            text.append("\n| of its code, ").append(owner).append(" |");
            for (String cloud : clouds) {
                double share = value(cloud, Metrics.OWNER + owner);
                text.append(cell(Double.isNaN(share) ? 0 : share * value(cloud, "codeMicros") / 1e6));
            }
        }
        text.append("\n| of its code, interpreted |");
        clouds.forEach(cloud -> text.append(cell(value(cloud, "interpreted") * value(cloud, "codeMicros") / 1e6)));
        return text.append(row("the service's CPU", clouds, "serviceMicros", 1e-6))
                .append("\n\n")
                .toString();
    }

    /** What one service's copies took. */
    String summary(String cloud) {
        return isRecorded(cloud)
                ? String.format(
                        Locale.ROOT,
                        "%s %.1f s with %.1f s of CPU by the client, of which its compilers %.1f, and %.1f by the service",
                        cloud,
                        value(cloud, "acceptedSeconds"),
                        value(cloud, "cpuMicros") / 1e6,
                        value(cloud, "compilerMicros") / 1e6,
                        value(cloud, "serviceMicros") / 1e6)
                : cloud + " not recorded";
    }

    private boolean isRecorded(String cloud) {
        return !Double.isNaN(value(cloud, "acceptedSeconds"));
    }

    private String row(String name, List<String> clouds, String metric, double unit) {
        return clouds.stream()
                .map(cloud -> cell(value(cloud, metric) * unit))
                .collect(Collectors.joining("", "\n| " + name + " |", ""));
    }

    private static String cell(double value) {
        return String.format(Locale.ROOT, " %.2f |", value);
    }

    private Set<String> owners() {
        Set<String> owners = new TreeSet<>();
        for (Result result : ratios.results.all()) {
            String prefix = Metrics.FIRST_SECONDS + Metrics.OWNER;
            if (result.metric().startsWith(prefix)) {
                owners.add(result.metric().substring(prefix.length()));
            }
        }
        return owners;
    }

    private double value(String cloud, String metric) {
        return ratios.median(OURS, cloud, Metrics.FIRST_SECONDS + metric);
    }
}
