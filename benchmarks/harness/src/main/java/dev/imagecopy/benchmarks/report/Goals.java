package dev.imagecopy.benchmarks.report;

import static dev.imagecopy.benchmarks.report.Ratios.OURS;

import dev.imagecopy.benchmarks.run.CommandStarts;
import dev.imagecopy.benchmarks.run.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is asked for, and the values that were measured for it. */
final class Goals {
    private static final String FLEET = "HUAWEI";
    private static final String GROUPED = "ALIBABA";
    private static final List<String> COPIES = List.of("copy:1", "copy:8", "copy:64");
    private static final List<String> POLLS = List.of("poll:1", "poll:8", "poll:64");
    private static final List<String> COPIES_AND_POLLS =
            Stream.concat(COPIES.stream(), POLLS.stream()).toList();
    private static final int PLACES = 256;

    /** Behind those that were set before and still hold. */
    private static final String EARLIER = " (kept from before)";

    private final Ratios ratios;
    private final ProfileTables profiles;
    private final GoalTable table = new GoalTable();

    private Goals(Ratios ratios) {
        this.ratios = ratios;
        this.profiles = new ProfileTables(ratios);
    }

    static String toMarkdown(Ratios ratios) {
        Goals goals = new Goals(ratios);
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
                    toYardstick(cloud, COPIES_AND_POLLS, "bytes"),
                    1.25,
                    Explanations.OF_BYTES);
        }
        for (String cloud : ratios.clouds()) {
            table.atMost(
                    "allocation per exchange over HTTPS, " + cloud + ": at most 1.25x the yardstick",
                    toYardstick(cloud, Metrics.TLS, COPIES_AND_POLLS, "bytes"),
                    1.25,
                    Explanations.OF_BYTES);
        }
        for (String cloud : ratios.clouds()) {
            table.atMost(
                    "CPU per copy, " + cloud
                            + ", 1, 8 and 64 threads, without the compilers': at most 1.20x the yardstick",
                    toYardstick(cloud, COPIES, Ratios.WORK),
                    1.20,
                    profiles.summary(cloud, "copy") + Explanations.ofCopies(cloud));
            table.atMost(
                    "CPU per poll, " + cloud
                            + ", 1, 8 and 64 threads, without the compilers': at most 1.20x the yardstick",
                    toYardstick(cloud, POLLS, Ratios.WORK),
                    1.20,
                    profiles.summary(cloud, "poll"));
            table.atLeast(
                    "copies per second, " + cloud + ", 1, 8 and 64 threads: at least 0.90x the yardstick",
                    toYardstick(cloud, COPIES, "perSecond"),
                    0.90,
                    reasonOfThroughput(cloud));
        }
    }

    /** The server shares the two cores: what a client's copies take of them says whether it had more to do or waited more. */
    private String reasonOfThroughput(String cloud) {
        List<String> told = new ArrayList<>();
        for (String phase : COPIES) {
            told.add(String.format(
                    Locale.ROOT,
                    "%s %.2f (%.2f)",
                    phase,
                    ratios.cores(OURS, cloud, phase),
                    ratios.cores(Ratios.yardstick(cloud, phase), cloud, phase)));
        }
        return "client and server share two cores, of which the client's process, its compilers among it, had (the yardstick's): "
                + String.join("; ", told)
                + "; copies per second are these cores divided by the CPU time of a copy, compilers included ([table](#cpu-per-exchange-µs)),"
                + " whose parts the [profile](#profiles) of the copy has";
    }

    private Map<String, Sample> toYardstick(String cloud, List<String> phases, String unit) {
        return toYardstick(cloud, "", phases, unit);
    }

    private Map<String, Sample> toYardstick(String cloud, String prefix, List<String> phases, String unit) {
        Map<String, Sample> parts = new TreeMap<>();
        for (String phase : phases) {
            ratios.toYardstick(cloud, prefix, phase + " " + unit).ifPresent(ratio -> parts.put(phase, ratio));
        }
        return parts;
    }

    private void starts() {
        Map<String, Sample> cold = new TreeMap<>();
        for (String cloud : ratios.clouds()) {
            ratios.coldToYardstick(cloud).ifPresent(ratio -> cold.put(cloud, ratio));
        }
        table.atMost("cold start to first reply: at most 0.75x the yardstick", cold, 0.75, reasonOfStarts());
        table.atMost(
                "classes loaded at the first call: at most 2,400 on Java 17",
                2_400,
                each(ratios.clouds(), cloud -> ratios.median(OURS, cloud, "classes")),
                Explanations.OF_CLASSES);
        footprint();
        Map<String, Sample> command = new TreeMap<>();
        ratios.ratio(CommandStarts.SCRIPT, "", Metrics.HELP, CommandStarts.JAR)
                .ifPresent(ratio -> command.put("ratio", ratio));
        table.atMost(
                "`imagecopy --help` by its script: at most half of `java -jar`" + EARLIER,
                command,
                0.5,
                String.format(
                        Locale.ROOT,
                        "of its %.0f ms a JVM alone takes %.0f, and the shell that starts it some more",
                        ratios.median(CommandStarts.SCRIPT, "", Metrics.HELP),
                        ratios.median(Metrics.JVM, GROUPED, "cold millis")));
    }

    /** A JVM alone is in both: what is left without it. */
    private String reasonOfStarts() {
        StartProfiles starts = new StartProfiles(ratios);
        List<String> rest = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        for (String cloud : ratios.clouds()) {
            ratios.coldWithoutJvm(cloud).ifPresent(ratio -> rest.add(cloud + " " + ratio.range()));
            parts.add(starts.summary(cloud));
        }
        return Explanations.OF_STARTS + String.join("; ", parts) + ". Without what a JVM alone took in the same turn: "
                + String.join("; ", rest);
    }

    private void footprint() {
        Footprint ours = new Footprint(ratios, OURS);
        table.atMost(
                "whole runtime tree of one provider: at most 6.5 MB" + EARLIER,
                6.5,
                each(ratios.clouds(), ours::megabytes),
                Explanations.OF_JARS + ": " + ours.parts(GROUPED) + " MB on " + GROUPED);
        table.atMost(
                "run-time jars with code besides OkHttp's, Jackson's and slf4j's: none" + EARLIER,
                0,
                Map.of("others", ours.isMeasured() ? (double) ours.others().size() : Double.NaN),
                String.join(", ", ours.others()));
    }

    private void fleets() {
        String waiting = GoalTable.number(ratios.fleet(FLEET, "waiting")) + " waiting copies";
        Map<String, Double> heap = new TreeMap<>();
        for (String cloud : ratios.clouds()) {
            put(
                    heap,
                    GoalTable.number(ratios.fleet(cloud, "waiting")) + " on " + cloud,
                    ratios.fleet(cloud, "heapBytesEach")
                            - ratios.fleet(cloud, "dataBytesEach")
                            - ratios.fleet(cloud, "benchmarkBytesEach"));
        }
        table.atMost(
                "waiting copies, heap each beyond request and id (both defined [below](#waiting-fleets)): at most 1,024 bytes",
                1024,
                heap,
                Explanations.OF_HEAP);
        table.atMost(
                waiting + ", SDK threads besides the transport's pool: at most 8" + EARLIER,
                8,
                Map.of("threads", ratios.fleet(FLEET, "sdkThreads")),
                Explanations.OF_WAITING);
        table.atMost(
                waiting + ", timer lateness p99 after the ramp: at most 50 ms" + EARLIER,
                50,
                each(
                        List.of("lateMillisP99", "lateMillisP99First", "lateMillisP99Last"),
                        metric -> ratios.fleet(FLEET, metric)),
                Explanations.OF_WAITING);
        table.atMost(
                String.format(
                        Locale.ROOT,
                        "no growth while they wait (%s s): heap at most +1 %%" + EARLIER,
                        GoalTable.number(ratios.fleet(FLEET, "holdSeconds"))),
                1,
                Map.of("heap, %", 100 * ratios.fleet(FLEET, "growthBytesEach") / ratios.fleet(FLEET, "heapBytesEach")),
                Explanations.OF_WAITING);
        table.atMost(
                "submit p99 while polls run at the ceiling: at most 2x an idle client's" + EARLIER,
                2,
                Map.of(
                        "ratio",
                        ratios.fleet(FLEET, "busySubmitMillisP99") / ratios.fleet(FLEET, "idleSubmitMillisP99")),
                reasonOfBusySubmits());
        table.atMost(
                "status calls, " + GROUPED + ": at most 2 % of one per operation" + EARLIER,
                2,
                Map.of("%", 100 * ratios.fleet(GROUPED, "pollCalls") / ratios.fleet(GROUPED, "polled")),
                Explanations.OF_WAITING);
        table.atMost(
                "status calls, the others: never more than the schedule (1.02, for its jitter)" + EARLIER,
                1.02,
                each(
                        ratios.clouds().stream()
                                .filter(cloud -> !cloud.equals(GROUPED))
                                .filter(cloud -> !Double.isNaN(ratios.fleet(cloud, "pollCalls")))
                                .toList(),
                        cloud -> ratios.fleet(cloud, "pollCalls") / ratios.fleet(cloud, "scheduledPolls")),
                Explanations.OF_WAITING);
        growth(waiting);
    }

    private String reasonOfBusySubmits() {
        return String.format(
                Locale.ROOT,
                "%.2f ms beside %.2f; a poll of the others may be ahead on the two cores that client and server share, and"
                        + " the slowest of a hundred meets several; measured once",
                ratios.fleet(FLEET, "busySubmitMillisP99"),
                ratios.fleet(FLEET, "idleSubmitMillisP99"));
    }

    private void growth(String waiting) {
        Map<String, Sample> growth = new TreeMap<>();
        Ratios.ratio(
                        ratios.values(OURS, FLEET, Metrics.GROWTH + "many pollCpuMicros"),
                        ratios.values(OURS, FLEET, Metrics.GROWTH + "few pollCpuMicros"))
                .ifPresent(ratio -> growth.put("a poll", ratio));
        double[] starts = ratios.values(OURS, FLEET, "fleet startCpuGrowth");
        if (starts.length > 0) {
            growth.put("a start", Sample.of(starts));
        }
        table.atMost(
                "growth, CPU per copy with " + waiting + " to that with 1,000: at most 1.1x" + EARLIER,
                growth,
                1.1,
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
                reasonOfMakespans());
    }

    private String reasonOfMakespans() {
        List<String> told = new ArrayList<>();
        for (String cloud : ratios.clouds()) {
            told.add(String.format(
                    Locale.ROOT,
                    "%s %s s, %s s after its start the last copy was accepted; in a warm JVM %s s (%.2f of what is allowed) and %s s",
                    cloud,
                    atOnce(cloud, "seconds"),
                    atOnce(cloud, "acceptedSeconds"),
                    atOnce(cloud, "warmSeconds"),
                    ratios.median(OURS, cloud, Metrics.AT_ONCE + "warmSeconds")
                            / ratios.median(OURS, cloud, Metrics.AT_ONCE + "allowedSeconds"),
                    atOnce(cloud, "warmAcceptedSeconds")));
        }
        FirstSecondsTable first = new FirstSecondsTable(ratios);
        return Explanations.OF_COPIES_AT_ONCE + ": " + String.join("; ", told)
                + ". The first seconds by their [profile](#the-first-seconds-of-copies-at-once): "
                + ratios.clouds().stream().map(first::summary).collect(Collectors.joining("; "));
    }

    private String atOnce(String cloud, String value) {
        return GoalTable.number(ratios.median(OURS, cloud, Metrics.AT_ONCE + value));
    }

    private void profiles() {
        table.atMost(
                "none of our methods in a table of a profile without a line of explanation" + EARLIER,
                0,
                Map.of("unexplained", profiles.unexplained()),
                "the profiles below mark them");
    }

    private static Map<String, Double> each(List<String> names, ToDoubleFunction<String> value) {
        Map<String, Double> parts = new TreeMap<>();
        names.forEach(name -> parts.put(name, value.applyAsDouble(name)));
        return parts;
    }
}
