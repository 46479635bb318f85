package dev.imagecopy.benchmarks.report;

import static dev.imagecopy.benchmarks.report.Ratios.OURS;

import dev.imagecopy.benchmarks.run.CommandStarts;
import dev.imagecopy.benchmarks.run.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;

/**
 * The table of goals: what each asks for, everything that was measured for it, and whether the worst of that reaches it. Where a
 * ratio has a range that the limit lies in, the row says that the noise does not resolve it.
 */
final class Goals {
    private static final String FLEET = "HUAWEI";
    private static final String GROUPED = "ALIBABA";
    private static final List<String> COPIES = List.of("copy:1", "copy:8", "copy:64");
    private static final List<String> POLLS = List.of("poll:1", "poll:8", "poll:64");
    private static final String KNOWN_JARS = "(okhttp|okio|kotlin|jackson|slf4j).*";

    private static final String CORE = "sdk-core-";
    private static final String PROVIDERS = "sdk-(?!core-).*";

    /** They hold nothing that runs. */
    private static final String ANNOTATIONS = "(annotations|jspecify)-.*";

    private final Ratios ratios;
    private final String profile;
    private final StringBuilder text = new StringBuilder("| goal | measured | |\n|---|---|---|\n");

    private Goals(Ratios ratios, String profile) {
        this.ratios = ratios;
        this.profile = profile;
    }

    static String toMarkdown(Ratios ratios, String profile) {
        Goals goals = new Goals(ratios, profile);
        goals.exchanges();
        goals.starts();
        goals.fleets();
        goals.profiles();
        return goals.text.append('\n').toString();
    }

    private void exchanges() {
        for (String cloud : ratios.clouds()) {
            ratio(
                    "allocation per exchange, " + cloud + ": at most 1.25x the yardstick",
                    toYardstick(cloud, List.of("copy:1", "poll:1"), "bytes"),
                    value -> value <= 1.25,
                    1.25,
                    "");
        }
        for (String cloud : ratios.clouds()) {
            ratio(
                    "CPU per copy, " + cloud + ", 1, 8 and 64 threads: at most 1.20x the yardstick",
                    toYardstick(cloud, COPIES, "cpuMicros"),
                    value -> value <= 1.20,
                    1.20,
                    Explanations.OF_COPIES);
            ratio(
                    "CPU per poll, " + cloud + ", 1, 8 and 64 threads: at most 1.20x the yardstick",
                    toYardstick(cloud, POLLS, "cpuMicros"),
                    value -> value <= 1.20,
                    1.20,
                    Explanations.OF_COPIES);
            ratio(
                    "copies per second, " + cloud + ", 1, 8 and 64 threads: at least 0.90x the yardstick",
                    toYardstick(cloud, COPIES, "perSecond"),
                    value -> value >= 0.90,
                    0.90,
                    Explanations.OF_COPIES);
        }
    }

    private Map<String, Sample> toYardstick(String cloud, List<String> phases, String unit) {
        Map<String, Sample> parts = new TreeMap<>();
        for (String phase : phases) {
            ratios.toYardstick(cloud, phase + " " + unit).ifPresent(ratio -> parts.put(phase, ratio));
        }
        return parts;
    }

    private void starts() {
        Map<String, Sample> cold = new TreeMap<>();
        for (String cloud : ratios.clouds()) {
            ratios.toYardstick(cloud, "cold millis").ifPresent(ratio -> cold.put(cloud, ratio));
        }
        ratio("cold start to first reply: at most 0.75x raw", cold, value -> value <= 0.75, 0.75, "");
        atMost(
                "classes loaded at the first call: at most 2,400 on Java 17",
                2_400,
                each(ratios.clouds(), cloud -> ratios.median(OURS, cloud, "classes")));
        footprint();
        Map<String, Sample> command = new TreeMap<>();
        ratios.ratio(CommandStarts.SCRIPT, "", CommandStarts.METRIC, CommandStarts.JAR)
                .ifPresent(ratio -> command.put("ratio", ratio));
        ratio("`imagecopy --help` by its script: at most half of `java -jar`", command, value -> value <= 0.5, 0.5, "");
    }

    /** What an application of one provider carries: all jars of our class path but those of the other providers. */
    private void footprint() {
        Map<String, Double> providers = new TreeMap<>();
        List<String> others = new ArrayList<>();
        double shared = 0;
        for (Result result : ratios.results.all()) {
            if (!result.contender().equals(OURS) || !result.metric().startsWith("jar ")) {
                continue;
            }
            String jar = result.metric().substring("jar ".length());
            double megabytes = result.value() / 1e6;
            if (jar.matches(PROVIDERS)) {
                providers.put(jar, megabytes);
                continue;
            }
            shared += megabytes;
            if (!jar.startsWith(CORE) && !jar.matches(KNOWN_JARS) && !jar.matches(ANNOTATIONS)) {
                others.add(jar);
            }
        }
        double together = shared;
        providers.replaceAll((jar, megabytes) -> megabytes + together);
        atMost("whole runtime tree of one provider: at most 6.5 MB", 6.5, providers);
        atMost(
                "run-time jars with code besides OkHttp's, Jackson's and slf4j's: none",
                0,
                Map.of("others", providers.isEmpty() ? Double.NaN : others.size()));
    }

    private void fleets() {
        String waiting = number(ratios.fleet(FLEET, "waiting")) + " waiting copies";
        atMost(
                waiting + ", heap each beyond the request's own data: at most 1,024 bytes",
                1024,
                Map.of("bytes", ratios.fleet(FLEET, "heapBytesEach") - ratios.fleet(FLEET, "dataBytesEach")));
        atMost(
                waiting + ", SDK threads besides the transport's pool: at most 8",
                8,
                Map.of("threads", ratios.fleet(FLEET, "sdkThreads")));
        atMost(
                waiting + ", threads of the transport's pool: at most its 256 places",
                256,
                Map.of("threads", ratios.fleet(FLEET, "transportThreads")));
        atMost(
                waiting + ", timer lateness p99 after the ramp: at most 50 ms",
                50,
                each(
                        List.of("lateMillisP99", "lateMillisP99First", "lateMillisP99Last"),
                        metric -> ratios.fleet(FLEET, metric)));
        atMost(
                String.format(
                        Locale.ROOT,
                        "no growth while they wait (%s s): heap at most +1 %%",
                        number(ratios.fleet(FLEET, "holdSeconds"))),
                1,
                Map.of("heap, %", 100 * ratios.fleet(FLEET, "growthBytesEach") / ratios.fleet(FLEET, "heapBytesEach")));
        atMost(
                "submit p99 while polls run at the ceiling: at most 2x an idle client's",
                2,
                Map.of(
                        "ratio",
                        ratios.fleet(FLEET, "busySubmitMillisP99") / ratios.fleet(FLEET, "idleSubmitMillisP99")));
        atMost(
                "status calls, " + GROUPED + ": at most 2 % of one per operation",
                2,
                Map.of("%", 100 * ratios.fleet(GROUPED, "pollCalls") / ratios.fleet(GROUPED, "polled")));
        atMost(
                "status calls, the others: never more than the schedule (1.02, for its jitter)",
                1.02,
                each(
                        ratios.clouds().stream()
                                .filter(cloud -> !cloud.equals(GROUPED))
                                .filter(cloud -> !Double.isNaN(ratios.fleet(cloud, "pollCalls")))
                                .toList(),
                        cloud -> ratios.fleet(cloud, "pollCalls") / ratios.fleet(cloud, "scheduledPolls")));
        atMost(
                "growth, CPU per copy with " + waiting + " to that with 1,000: at most 1.1x",
                1.1,
                new TreeMap<>(Map.of(
                        "startCpuGrowth",
                        ratios.fleet(FLEET, "startCpuGrowth"),
                        "pollCpuMicros",
                        ratios.fleet(FLEET, "pollCpuMicrosMany") / ratios.fleet(FLEET, "pollCpuMicrosFew"))));
    }

    private void profiles() {
        long unexplained = profile.lines()
                .filter(line -> line.contains(Explanations.MISSING))
                .count();
        atMost(
                "nothing of ours above 3 % of a profile without a line of explanation",
                0, Map.of("unexplained", profile.isEmpty() ? Double.NaN : unexplained));
    }

    private static Map<String, Double> each(List<String> names, ToDoubleFunction<String> value) {
        Map<String, Double> parts = new TreeMap<>();
        names.forEach(name -> parts.put(name, value.applyAsDouble(name)));
        return parts;
    }

    private void atMost(String goal, double limit, Map<String, Double> parts) {
        row(goal, parts, isAtMost(limit, parts), "");
    }

    private static boolean isAtMost(double limit, Map<String, Double> parts) {
        return parts.values().stream().allMatch(value -> value <= limit);
    }

    /** A goal for ratios, of which each has a range. */
    private void ratio(String goal, Map<String, Sample> parts, DoublePredicate reaches, double limit, String reason) {
        List<String> told = new ArrayList<>();
        List<String> unresolved = new ArrayList<>();
        parts.forEach((part, ratio) -> {
            told.add(part + " " + ratio.range());
            if (ratio.isUnresolved(limit)) {
                unresolved.add(part);
            }
        });
        boolean met = parts.values().stream().allMatch(ratio -> reaches.test(ratio.median()));
        text.append("| ").append(goal).append(" | ");
        text.append(parts.isEmpty() ? "not measured" : String.join("; ", told)).append(" | ");
        text.append(met && !parts.isEmpty() ? "met" : "**open**" + (reason.isEmpty() ? "" : ": " + reason));
        text.append(unresolved.isEmpty() ? "" : "; not resolved by the noise: " + String.join(", ", unresolved))
                .append(" |\n");
    }

    /** One goal; the reason is told while it is open. */
    private void row(String goal, Map<String, Double> parts, boolean met, String reason) {
        boolean measured = parts.values().stream().anyMatch(value -> !Double.isNaN(value));
        text.append("| ").append(goal).append(" | ");
        text.append(measured ? told(parts) : "not measured").append(" | ");
        text.append(met && measured ? "met" : "**open**" + (reason.isEmpty() ? "" : ": " + reason))
                .append(" |\n");
    }

    private static String told(Map<String, Double> parts) {
        List<String> told = new ArrayList<>();
        parts.forEach((part, value) -> told.add(part + " " + number(value)));
        return String.join("; ", told);
    }

    static String number(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.2f", value);
    }
}
