package dev.imagecopy.benchmarks.report;

import static dev.imagecopy.benchmarks.report.Ratios.OURS;

import dev.imagecopy.benchmarks.run.Metrics;
import dev.imagecopy.benchmarks.run.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Where the CPU time and the allocation of one exchange go: this SDK's beside those of the client by hand. */
final class ProfileTables {
    private static final List<String> KINDS = List.of("copy", "poll");
    private static final double SHOWN = 0.03;

    /** What the JVM and the system do, beside the code. */
    private static final Map<String, String> AROUND_THE_CODE = new LinkedHashMap<>();

    static {
        AROUND_THE_CODE.put("systemMicros", "system calls");
        AROUND_THE_CODE.put("collectorMicros", "the garbage collector");
        AROUND_THE_CODE.put("compilerMicros", "the compilers");
    }

    /** What one part takes of an exchange of each of the two. */
    private record Row(String part, double ours, double theirs) {}

    private final Ratios ratios;

    ProfileTables(Ratios ratios) {
        this.ratios = ratios;
    }

    /** How many methods of this SDK have a share that is shown, and no line in {@link Explanations}; none if nothing was recorded. */
    double unexplained() {
        List<Result> shares = ratios.results.all().stream()
                .filter(result -> result.contender().equals(OURS)
                        && result.metric().startsWith(Metrics.PROFILE)
                        && result.metric().contains(Metrics.OF_THE_SDK))
                .toList();
        return shares.isEmpty()
                ? Double.NaN
                : shares.stream()
                        .filter(share -> share.value() >= SHOWN)
                        .map(share -> share.metric().substring(share.metric().indexOf(Metrics.OF_THE_SDK)))
                        .filter(part -> Explanations.of(part).equals(Explanations.MISSING))
                        .distinct()
                        .count();
    }

    String toMarkdown() {
        StringBuilder text = new StringBuilder();
        for (String cloud : ratios.clouds()) {
            for (String kind : KINDS) {
                if (!Double.isNaN(whole(OURS, cloud, kind, "bytes"))) {
                    text.append(tables(cloud, kind));
                }
            }
        }
        return text.toString();
    }

    /** In one sentence what the CPU time of an exchange is made of, beside the yardstick's. */
    String summary(String cloud, String kind) {
        String yardstick = Ratios.yardstick(cloud, kind);
        double all = whole(OURS, cloud, kind, "cpuMicros");
        if (Double.isNaN(all)) {
            return "no [profile](#profiles) was recorded";
        }
        Map<String, Double> ours = owners(OURS, cloud, kind);
        Map<String, Double> theirs = owners(yardstick, cloud, kind);
        List<String> told = new ArrayList<>();
        ours.forEach((owner, micros) ->
                told.add(String.format(Locale.ROOT, "%s %.0f (%.0f)", owner, micros, theirs.get(owner))));
        return String.format(
                Locale.ROOT,
                "the [profile](#profiles) has %.0f µs (%s: %.0f): %s",
                all,
                yardstick,
                whole(yardstick, cloud, kind, "cpuMicros"),
                String.join(", ", told));
    }

    /** Microseconds by who spends them. */
    private Map<String, Double> owners(String contender, String cloud, String kind) {
        Map<String, Double> owners = new LinkedHashMap<>();
        AROUND_THE_CODE.forEach((metric, name) -> owners.put(name, whole(contender, cloud, kind, metric)));
        owners.put("OkHttp", 0.0);
        owners.put("Jackson", 0.0);
        owners.put("this SDK", 0.0);
        owners.put("the caller's own code", 0.0);
        double code = whole(contender, cloud, kind, "codeMicros");
        parts(contender, cloud, Metrics.PROFILE + kind + Metrics.CODE)
                .forEach((part, share) -> owners.merge(owner(part), share * code, Double::sum));
        return owners;
    }

    private static String owner(String part) {
        if (part.startsWith(Metrics.OF_THE_SDK)) {
            return "this SDK";
        }
        return part.startsWith("ok") || part.equals("kotlin")
                ? "OkHttp"
                : part.startsWith("com.fasterxml") ? "Jackson" : "the caller's own code";
    }

    private String tables(String cloud, String kind) {
        String yardstick = Ratios.yardstick(cloud, kind);
        List<Row> time = new ArrayList<>();
        AROUND_THE_CODE.forEach((metric, name) ->
                time.add(new Row(name, whole(OURS, cloud, kind, metric), whole(yardstick, cloud, kind, metric))));
        time.addAll(parts(cloud, kind, yardstick, Metrics.CODE, "codeMicros"));
        return "### " + cloud + ", " + kind + "\n\n"
                + table("CPU, µs", "%.1f", yardstick, time)
                + table(
                        "allocation, bytes",
                        "%.0f",
                        yardstick,
                        parts(cloud, kind, yardstick, Metrics.ALLOCATED, "bytes"));
    }

    private double whole(String contender, String cloud, String kind, String metric) {
        return ratios.median(contender, cloud, Metrics.PROFILE + kind + " " + metric);
    }

    private List<Row> parts(String cloud, String kind, String yardstick, String what, String metric) {
        Map<String, Double> ours = parts(OURS, cloud, Metrics.PROFILE + kind + what);
        Map<String, Double> theirs = parts(yardstick, cloud, Metrics.PROFILE + kind + what);
        double allOfOurs = whole(OURS, cloud, kind, metric);
        double allOfTheirs = whole(yardstick, cloud, kind, metric);
        Map<String, Row> rows = new TreeMap<>();
        for (Map<String, Double> shares : List.of(ours, theirs)) {
            shares.keySet()
                    .forEach(part -> rows.put(
                            part,
                            new Row(
                                    part,
                                    allOfOurs * ours.getOrDefault(part, 0.0),
                                    allOfTheirs * theirs.getOrDefault(part, 0.0))));
        }
        return List.copyOf(rows.values());
    }

    private Map<String, Double> parts(String contender, String cloud, String prefix) {
        Map<String, Double> shares = new TreeMap<>();
        for (Result result : ratios.results.all()) {
            if (result.contender().equals(contender)
                    && result.cloud().equals(cloud)
                    && result.metric().startsWith(prefix)) {
                shares.put(result.metric().substring(prefix.length()), result.value());
            }
        }
        return shares;
    }

    private static String table(String what, String form, String yardstick, List<Row> rows) {
        double allOfOurs = rows.stream().mapToDouble(Row::ours).sum();
        double allOfTheirs = rows.stream().mapToDouble(Row::theirs).sum();
        StringBuilder text =
                new StringBuilder("| " + what + " | ours | " + yardstick + " | why |\n|---|---|---|---|\n");
        text.append(row("all", form, allOfOurs, allOfTheirs, ""));
        double sdk = rows.stream()
                .filter(row -> row.part().startsWith(Metrics.OF_THE_SDK))
                .mapToDouble(Row::ours)
                .sum();
        text.append(row("all methods of this SDK", form, sdk, 0, ""));
        rows.stream()
                .filter(row -> row.ours() >= SHOWN * allOfOurs || row.theirs() >= SHOWN * allOfTheirs)
                .sorted(Comparator.comparingDouble((Row row) -> Math.max(row.ours(), row.theirs()))
                        .reversed())
                .forEach(row -> text.append(
                        row(name(row.part()), form, row.ours(), row.theirs(), Explanations.of(row.part()))));
        return text.append('\n').toString();
    }

    private static String name(String part) {
        return part.replaceFirst("^" + Metrics.OF_THE_SDK, "");
    }

    private static String row(String name, String form, double ours, double theirs, String why) {
        return String.format(Locale.ROOT, "| %s | " + form + " | " + form + " | %s |%n", name, ours, theirs, why);
    }
}
