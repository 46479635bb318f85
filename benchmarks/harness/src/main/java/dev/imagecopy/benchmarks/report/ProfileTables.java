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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Where the CPU time and the allocation of one exchange go: this SDK's beside those of the client by hand. */
final class ProfileTables {
    private static final List<String> KINDS = List.of("copy", "poll");
    private static final double SHOWN = 0.03;
    private static final int GREATEST = 5;
    private static final String COMPILERS = "compilerMicros";

    /** What the JVM and the system do, beside the code. */
    private static final Map<String, String> AROUND_THE_CODE = new LinkedHashMap<>();

    static {
        AROUND_THE_CODE.put("systemMicros", "system calls");
        AROUND_THE_CODE.put("collectorMicros", "the garbage collector");
        AROUND_THE_CODE.put(COMPILERS, "the compilers");
    }

    /** What one part takes of an exchange of each of the two. */
    private record Row(String part, double ours, double theirs) {}

    private final Ratios ratios;

    ProfileTables(Ratios ratios) {
        this.ratios = ratios;
    }

    /** How many methods of this SDK are shown without a line in {@link Explanations}; no number if nothing was recorded. */
    double unexplained() {
        Set<String> shown = new TreeSet<>();
        for (String cloud : ratios.clouds()) {
            for (String kind : KINDS) {
                if (!phase(cloud, kind).isEmpty()) {
                    shown(time(cloud, kind)).forEach(row -> shown.add(row.part()));
                    shown(allocation(cloud, kind)).forEach(row -> shown.add(row.part()));
                }
            }
        }
        return shown.isEmpty()
                ? Double.NaN
                : shown.stream()
                        .filter(part -> Explanations.of(part).equals(Explanations.MISSING))
                        .count();
    }

    String toMarkdown() {
        StringBuilder text = new StringBuilder();
        for (String cloud : ratios.clouds()) {
            for (String kind : KINDS) {
                if (!phase(cloud, kind).isEmpty()) {
                    text.append(tables(cloud, kind));
                }
            }
        }
        return text.toString();
    }

    /** In one sentence where the difference of an exchange's CPU time to the yardstick's comes from. */
    String summary(String cloud, String kind) {
        String yardstick = Ratios.yardstick(cloud, kind);
        String phase = phase(cloud, kind);
        if (phase.isEmpty()) {
            return "no [profile](#profiles) was recorded";
        }
        Map<String, Double> ours = owners(OURS, cloud, kind);
        Map<String, Double> theirs = owners(yardstick, cloud, kind);
        List<String> told = new ArrayList<>();
        ours.forEach(
                (owner, micros) -> told.add(String.format(Locale.ROOT, "%s %+.1f", owner, micros - theirs.get(owner))));
        String greatest = parts(cloud, kind, Metrics.CODE, "codeMicros").stream()
                .filter(row -> isMethodOfOurs(row.part()))
                .sorted(Comparator.comparingDouble(Row::ours).reversed())
                .limit(3)
                .map(row -> String.format(Locale.ROOT, "%s %.1f", name(row.part()), row.ours()))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "the [profile](#profiles) of %s has %.1f µs beside %.1f of `%s`; of the difference are %s; the most of ours take %s",
                phase,
                sum(ours),
                sum(theirs),
                yardstick,
                String.join(", ", told),
                greatest);
    }

    private static double sum(Map<String, Double> owners) {
        return owners.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Microseconds by who spends them, the compilers' left out. */
    private Map<String, Double> owners(String contender, String cloud, String kind) {
        Map<String, Double> owners = new LinkedHashMap<>();
        AROUND_THE_CODE.forEach((metric, name) -> {
            if (!metric.equals(COMPILERS)) {
                owners.put(name, whole(contender, cloud, kind, metric));
            }
        });
        owners.put("OkHttp", 0.0);
        owners.put("Jackson", 0.0);
        owners.put("this SDK", 0.0);
        owners.put("the caller's own code", 0.0);
        double code = whole(contender, cloud, kind, "codeMicros");
        parts(contender, cloud, Metrics.PROFILE + phase(cloud, kind) + Metrics.CODE)
                .forEach((part, share) -> owners.merge(owner(part), share * code, Double::sum));
        return owners;
    }

    /** What was recorded of a kind, such as {@code copy:8}; empty if nothing was. */
    private String phase(String cloud, String kind) {
        String prefix = Metrics.PROFILE + kind + ":";
        return ratios.results.all().stream()
                .filter(result -> result.contender().equals(OURS)
                        && result.cloud().equals(cloud)
                        && result.metric().startsWith(prefix))
                .map(result -> result.metric().split(" ", -1)[1])
                .findFirst()
                .orElse("");
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
        return "#### " + cloud + ", " + phase(cloud, kind) + "\n\n"
                + table("CPU, µs", "%.1f", yardstick, time(cloud, kind))
                + table("allocation, bytes", "%.0f", yardstick, allocation(cloud, kind));
    }

    private List<Row> time(String cloud, String kind) {
        String yardstick = Ratios.yardstick(cloud, kind);
        List<Row> time = new ArrayList<>();
        AROUND_THE_CODE.forEach((metric, name) ->
                time.add(new Row(name, whole(OURS, cloud, kind, metric), whole(yardstick, cloud, kind, metric))));
        time.addAll(parts(cloud, kind, Metrics.CODE, "codeMicros"));
        return time;
    }

    private List<Row> allocation(String cloud, String kind) {
        return parts(cloud, kind, Metrics.ALLOCATED, "bytes");
    }

    private double whole(String contender, String cloud, String kind, String metric) {
        return ratios.median(contender, cloud, Metrics.PROFILE + phase(cloud, kind) + " " + metric);
    }

    private List<Row> parts(String cloud, String kind, String what, String metric) {
        String yardstick = Ratios.yardstick(cloud, kind);
        Map<String, Double> ours = parts(OURS, cloud, Metrics.PROFILE + phase(cloud, kind) + what);
        Map<String, Double> theirs = parts(yardstick, cloud, Metrics.PROFILE + phase(cloud, kind) + what);
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
        shown(rows).stream()
                .sorted(Comparator.comparingDouble((Row row) -> Math.max(row.ours(), row.theirs()))
                        .reversed())
                .forEach(row -> text.append(
                        row(name(row.part()), form, row.ours(), row.theirs(), Explanations.of(row.part()))));
        return text.append('\n').toString();
    }

    /** What has some per cent of an exchange of one of the two, and the greatest of this SDK's methods whatever they have. */
    private static List<Row> shown(List<Row> rows) {
        double allOfOurs = rows.stream().mapToDouble(Row::ours).sum();
        double allOfTheirs = rows.stream().mapToDouble(Row::theirs).sum();
        double least = rows.stream()
                .filter(row -> isMethodOfOurs(row.part()))
                .map(Row::ours)
                .sorted(Comparator.reverseOrder())
                .limit(GREATEST)
                .reduce(allOfOurs, Math::min);
        return rows.stream()
                .filter(row -> row.ours() >= SHOWN * allOfOurs
                        || row.theirs() >= SHOWN * allOfTheirs
                        || (isMethodOfOurs(row.part()) && row.ours() >= least))
                .toList();
    }

    private static boolean isMethodOfOurs(String part) {
        return part.startsWith(Metrics.OF_THE_SDK) && !part.equals(Metrics.OTHERS_OF_THE_SDK);
    }

    private static String name(String part) {
        return part.equals(Metrics.OTHERS_OF_THE_SDK)
                ? "of these, methods below 1 % each"
                : part.replaceFirst("^" + Metrics.OF_THE_SDK, "");
    }

    private static String row(String name, String form, double ours, double theirs, String why) {
        return String.format(Locale.ROOT, "| %s | " + form + " | " + form + " | %s |%n", name, ours, theirs, why);
    }
}
