package dev.imagecopy.benchmarks.report;

import static dev.imagecopy.benchmarks.report.Ratios.OURS;

import dev.imagecopy.benchmarks.run.CommandStarts;
import dev.imagecopy.benchmarks.run.Metrics;
import dev.imagecopy.benchmarks.run.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What is asked for, and the values that were measured for it. */
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

    private static final int PLACES = 256;

    private final Ratios ratios;
    private final String profile;
    private final GoalTable table = new GoalTable();

    private Goals(Ratios ratios, String profile) {
        this.ratios = ratios;
        this.profile = profile;
    }

    static String toMarkdown(Ratios ratios, String profile) {
        Goals goals = new Goals(ratios, profile);
        goals.exchanges();
        goals.starts();
        goals.fleets();
        goals.transportThreads();
        goals.felt();
        goals.profiles();
        return goals.table.toMarkdown();
    }

    private void exchanges() {
        for (String cloud : ratios.clouds()) {
            table.atMost(
                    "allocation per exchange, " + cloud + ": at most 1.25x the yardstick",
                    toYardstick(cloud, List.of("copy:1", "poll:1"), "bytes"),
                    1.25,
                    Explanations.OF_BYTES);
        }
        for (String cloud : ratios.clouds()) {
            table.atMost(
                    "CPU per copy, " + cloud + ", 1, 8 and 64 threads: at most 1.20x the yardstick",
                    toYardstick(cloud, COPIES, "cpuMicros"),
                    1.20,
                    Explanations.ofCopies(cloud));
            table.atMost(
                    "CPU per poll, " + cloud + ", 1, 8 and 64 threads: at most 1.20x the yardstick",
                    toYardstick(cloud, POLLS, "cpuMicros"),
                    1.20,
                    Explanations.OF_POLLS);
            table.atLeast(
                    "copies per second, " + cloud + ", 1, 8 and 64 threads: at least 0.90x the yardstick",
                    toYardstick(cloud, COPIES, "perSecond"),
                    0.90,
                    Explanations.ofCopies(cloud));
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
            ratios.coldToYardstick(cloud).ifPresent(ratio -> cold.put(cloud, ratio));
        }
        table.atMost("cold start to first reply: at most 0.75x the yardstick", cold, 0.75, Explanations.OF_STARTS);
        table.atMost(
                "classes loaded at the first call: at most 2,400 on Java 17",
                2_400,
                each(ratios.clouds(), cloud -> ratios.median(OURS, cloud, "classes")),
                Explanations.OF_STARTS);
        footprint();
        Map<String, Sample> command = new TreeMap<>();
        ratios.ratio(CommandStarts.SCRIPT, "", Metrics.HELP, CommandStarts.JAR)
                .ifPresent(ratio -> command.put("ratio", ratio));
        table.atMost(
                "`imagecopy --help` by its script: at most half of `java -jar`",
                command,
                0.5,
                "what is left is the JVM's own start, and the shell's");
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
        table.atMost("whole runtime tree of one provider: at most 6.5 MB", 6.5, providers, Explanations.OF_JARS);
        table.atMost(
                "run-time jars with code besides OkHttp's, Jackson's and slf4j's: none",
                0,
                Map.of("others", providers.isEmpty() ? Double.NaN : others.size()),
                String.join(", ", others));
    }

    private void fleets() {
        String waiting = GoalTable.number(ratios.fleet(FLEET, "waiting")) + " waiting copies";
        table.atMost(
                waiting
                        + ", heap each beyond request and id (both defined [below](#waiting-fleets)): at most 1,024 bytes",
                1024,
                Map.of("bytes", ratios.fleet(FLEET, "heapBytesEach") - ratios.fleet(FLEET, "dataBytesEach")),
                Explanations.OF_WAITING);
        table.atMost(
                waiting + ", SDK threads besides the transport's pool: at most 8",
                8,
                Map.of("threads", ratios.fleet(FLEET, "sdkThreads")),
                Explanations.OF_WAITING);
        table.atMost(
                waiting + ", timer lateness p99 after the ramp: at most 50 ms",
                50,
                each(
                        List.of("lateMillisP99", "lateMillisP99First", "lateMillisP99Last"),
                        metric -> ratios.fleet(FLEET, metric)),
                Explanations.OF_WAITING);
        table.atMost(
                String.format(
                        Locale.ROOT,
                        "no growth while they wait (%s s): heap at most +1 %%",
                        GoalTable.number(ratios.fleet(FLEET, "holdSeconds"))),
                1,
                Map.of("heap, %", 100 * ratios.fleet(FLEET, "growthBytesEach") / ratios.fleet(FLEET, "heapBytesEach")),
                Explanations.OF_WAITING);
        table.atMost(
                "submit p99 while polls run at the ceiling: at most 2x an idle client's",
                2,
                Map.of(
                        "ratio",
                        ratios.fleet(FLEET, "busySubmitMillisP99") / ratios.fleet(FLEET, "idleSubmitMillisP99")),
                Explanations.OF_WAITING);
        table.atMost(
                "status calls, " + GROUPED + ": at most 2 % of one per operation",
                2,
                Map.of("%", 100 * ratios.fleet(GROUPED, "pollCalls") / ratios.fleet(GROUPED, "polled")),
                Explanations.OF_WAITING);
        table.atMost(
                "status calls, the others: never more than the schedule (1.02, for its jitter)",
                1.02,
                each(
                        ratios.clouds().stream()
                                .filter(cloud -> !cloud.equals(GROUPED))
                                .filter(cloud -> !Double.isNaN(ratios.fleet(cloud, "pollCalls")))
                                .toList(),
                        cloud -> ratios.fleet(cloud, "pollCalls") / ratios.fleet(cloud, "scheduledPolls")),
                Explanations.OF_WAITING);
        table.atMost(
                "growth, CPU per copy with " + waiting + " to that with 1,000: at most 1.1x",
                1.1,
                new TreeMap<>(Map.of(
                        "startCpuGrowth",
                        ratios.fleet(FLEET, "startCpuGrowth"),
                        "pollCpuMicros",
                        ratios.fleet(FLEET, "pollCpuMicrosMany") / ratios.fleet(FLEET, "pollCpuMicrosFew"))),
                Explanations.OF_GROWTH);
    }

    /** The most at any moment: of fleets, of polls each second, and of copies at once. */
    private void transportThreads() {
        Map<String, Double> most = new TreeMap<>();
        for (String cloud : ratios.clouds()) {
            put(most, "waiting on " + cloud, ratios.fleet(cloud, "transportThreads"));
            put(most, "polled each second on " + cloud, ratios.median(OURS, cloud, "each second transportThreads"));
            if (!cloud.equals("FABRIC")) {
                put(most, "at once on " + cloud, ratios.median(OURS, cloud, Metrics.AT_ONCE + "transportThreads"));
            }
        }
        table.atMost("threads of a transport: never more than its 256 places", PLACES, most, Explanations.OF_WAITING);
        Map<String, Double> open = new TreeMap<>();
        put(open, "at once on FABRIC", ratios.median(OURS, "FABRIC", Metrics.AT_ONCE + "transportThreads"));
        table.atMost(
                "the same with copies that are open calls, which have 256 places more: at most 512",
                2 * PLACES,
                open,
                Explanations.OF_WAITING);
    }

    private static void put(Map<String, Double> parts, String name, double value) {
        if (!Double.isNaN(value)) {
            parts.put(name, value);
        }
    }

    private void felt() {
        Map<String, Double> errors = new TreeMap<>();
        Map<String, Double> makespans = new TreeMap<>();
        double copies = 0;
        for (String cloud : ratios.clouds()) {
            put(errors, cloud, ratios.median(OURS, cloud, Metrics.AT_ONCE + "errors"));
            put(
                    makespans,
                    cloud,
                    ratios.median(OURS, cloud, Metrics.AT_ONCE + "seconds")
                            / ratios.median(OURS, cloud, Metrics.AT_ONCE + "allowedSeconds"));
            copies = Math.max(copies, ratios.median(OURS, cloud, Metrics.AT_ONCE + "copies"));
        }
        String atOnce = GoalTable.number(copies) + " copies at once on each client";
        table.atMost(atOnce + ": no error", 0, errors, Explanations.OF_COPIES_AT_ONCE);
        table.atMost(
                atOnce + ": makespan at most 1.1x of what durations and places allow",
                1.1,
                makespans,
                Explanations.OF_COPIES_AT_ONCE);
    }

    private void profiles() {
        long unexplained = profile.lines()
                .filter(line -> line.contains(Explanations.MISSING))
                .count();
        table.atMost(
                "nothing of ours above 3 % of a profile without a line of explanation",
                0, Map.of("unexplained", profile.isEmpty() ? Double.NaN : unexplained), "the profiles below mark them");
    }

    private static Map<String, Double> each(List<String> names, ToDoubleFunction<String> value) {
        Map<String, Double> parts = new TreeMap<>();
        names.forEach(name -> parts.put(name, value.applyAsDouble(name)));
        return parts;
    }
}
