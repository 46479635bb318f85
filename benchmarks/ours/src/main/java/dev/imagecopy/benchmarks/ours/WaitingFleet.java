package dev.imagecopy.benchmarks.ours;

import com.sun.management.OperatingSystemMXBean;
import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.benchmarks.contender.TransportThreads;
import dev.imagecopy.core.spi.Fingerprint;
import dev.imagecopy.core.spi.KeptRequest;
import dev.imagecopy.core.spi.OperationHandle;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.JMException;

/**
 * Many copies that one client waits for: {@code CLOUD ENDPOINT COUNT RAMP_SECONDS HOLD_SECONDS BATCHES}. They are started evenly
 * over the ramp and all wait during the hold; then further ones are started, which tell what one holds. With batches, submissions are timed before the hold; for comparison there are a
 * second client that has 1,000 copies, which takes turns with the first, and one that has none, after the first was closed. Ends
 * with one line of JSON, after lines that tell of its progress.
 */
public final class WaitingFleet {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final Pattern POLLS = Pattern.compile("\"polls\":([0-9]+)");
    private static final int WARM_UP_CALLS = 3_000;
    private static final int LATENCY_CALLS = 1_000;
    private static final int COST_CALLS = 100;
    private static final int COST_ROUNDS = 8;
    private static final int FEW = 1_000;
    private static final int FURTHER = 10_000;
    private static final int FURTHER_SECONDS = 20;
    private static final double LEAST_PART = 16;
    private static final int DATA_COPIES = 10_000;

    private final Cloud cloud;
    private final URI endpoint;
    private final int batches;
    private final Map<String, Double> told = new LinkedHashMap<>();

    private WaitingFleet(Cloud cloud, URI endpoint, int batches) {
        this.cloud = cloud;
        this.endpoint = endpoint;
        this.batches = batches;
    }

    /**
     * Runs one fleet.
     *
     * @param arguments as above
     * @throws Exception if a copy cannot be started
     */
    public static void main(String[] arguments) throws Exception {
        WaitingFleet measured =
                new WaitingFleet(Cloud.valueOf(arguments[0]), URI.create(arguments[1]), Integer.parseInt(arguments[5]));
        measured.warmUp();
        measured.many(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
        if (measured.batches > 0) {
            measured.idle();
        }
        System.out.println(measured.told.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "\"%s\":%.3f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(",", "{", "}")));
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private void warmUp() throws Exception {
        try (Fleet fleet = new Fleet(cloud, endpoint, 0)) {
            for (int i = 0; i < WARM_UP_CALLS; i++) {
                fleet.submit();
            }
        }
    }

    private void many(int count, int rampSeconds, int holdSeconds) throws Exception {
        TransportThreads transport = TransportThreads.watch();
        try (Fleet fleet = new Fleet(cloud, endpoint, count + FURTHER)) {
            told.put("dataBytesEach", dataOfOne(fleet));
            double heapBefore = heap();
            fleet.ramp(count, rampSeconds, waiting -> {
                if (waiting % Math.max(1, count / 5) == 0) {
                    System.out.println(waiting + " of " + count + " wait");
                }
            });
            double heapOfAll = heap() - heapBefore;
            told.put("waiting", (double) fleet.waiting());
            told.put("sdkThreads", (double) ownThreads());
            if (batches > 0) {
                told.put("busySubmitMillisP99", fleet.submitMillisP99(batches, LATENCY_CALLS));
                growth(fleet);
            }
            hold(fleet, holdSeconds);
            told.put("transportThreads", (double) transport.most());
            double each = heapOfFurther(fleet);
            told.put("heapBytesEach", each);
            told.put("heapBytesOfTheClient", heapOfAll - count * each);
        }
    }

    /** What further copies hold: so many that what belongs to the client alone does not count. Tells how much of it is the benchmark's. */
    private double heapOfFurther(Fleet fleet) throws InterruptedException, JMException {
        HeapParts partsBefore = HeapParts.now();
        double before = heap();
        fleet.ramp(FURTHER, FURTHER_SECONDS, waiting -> {});
        double after = heap();
        Map<String, Double> parts = HeapParts.now().since(partsBefore, FURTHER);
        told.put(
                "benchmarkBytesEach",
                parts.entrySet().stream()
                        .filter(part -> part.getKey().startsWith(LateTimers.class.getSimpleName()))
                        .mapToDouble(Map.Entry::getValue)
                        .sum());
        parts.forEach((type, bytes) -> {
            if (bytes >= LEAST_PART) {
                System.out.printf(Locale.ROOT, "{\"part\":\"%s\",\"bytes\":%.1f}%n", type, bytes);
            }
        });
        return (after - before) / FURTHER;
    }

    /**
     * What one more copy costs beside many that wait, and beside few: in short turns, since the same work costs half or twice
     * as much a second later, depending on what runs beside it and on which core the server wakes up.
     */
    private void growth(Fleet many) throws Exception {
        try (Fleet few = new Fleet(cloud, endpoint, FEW + COST_CALLS)) {
            few.start(FEW);
            double[] manyMicros = new double[batches * COST_ROUNDS];
            double[] fewMicros = new double[manyMicros.length];
            double[] ratios = new double[manyMicros.length];
            for (int i = 0; i < ratios.length; i++) {
                manyMicros[i] = many.startCpuMicros(COST_CALLS);
                fewMicros[i] = few.startCpuMicros(COST_CALLS);
                ratios[i] = manyMicros[i] / fewMicros[i];
            }
            told.put("startCpuMicrosMany", Fleet.median(manyMicros));
            told.put("startCpuMicrosFew", Fleet.median(fewMicros));
            told.put("startCpuGrowth", Fleet.median(ratios));
        }
    }

    /** In three parts, since what grows shows in the last. */
    private void hold(Fleet fleet, int seconds) throws Exception {
        double heapBefore = heap();
        long polled = fleet.polled();
        long calls = pollCalls();
        long cpu = SYSTEM.getProcessCpuTime();
        long begin = System.nanoTime();
        fleet.timers.reset();
        Lateness all = new Lateness();
        for (int part = 1; part <= 3; part++) {
            Fleet.sleepUntil(begin + TimeUnit.SECONDS.toNanos(seconds) * part / 3);
            Lateness late = fleet.timers.reset();
            all.addAll(late);
            if (part != 2) {
                told.put("lateMillisP99" + (part == 1 ? "First" : "Last"), late.percentileMillis(0.99));
            }
        }
        long end = System.nanoTime();
        double held = (end - begin) / 1e9;
        double cpuMicros = (SYSTEM.getProcessCpuTime() - cpu) / 1e3;
        double answered = fleet.polled() - polled;
        told.put("lateMillisP50", all.percentileMillis(0.5));
        told.put("lateMillisP99", all.percentileMillis(0.99));
        told.put("holdSeconds", held);
        told.put("polled", answered);
        told.put("pollCalls", (double) (pollCalls() - calls));
        told.put("scheduledPolls", fleet.scheduled(begin, end));
        told.put("pollsPerSecond", answered / held);
        told.put("pollCpuMicrosMany", cpuMicros / answered);
        told.put("cpuPercentOfOneCore", cpuMicros / 1e4 / held);
        told.put("growthBytesEach", (heap() - heapBefore) / fleet.waiting());
    }

    /** Submissions of a client that has nothing else to do, in a JVM that is as warm as it was for the first. */
    private void idle() throws Exception {
        try (Fleet fleet = new Fleet(cloud, endpoint, FEW)) {
            told.put("idleSubmitMillisP99", fleet.submitMillisP99(batches, LATENCY_CALLS));
        }
    }

    /** What the server has seen. */
    private long pollCalls() throws IOException {
        try (InputStream in = endpoint.resolve("/arrivals").toURL().openStream()) {
            String arrivals = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Matcher polls = POLLS.matcher(arrivals);
            if (!polls.find()) {
                throw new IOException("no polls in " + arrivals);
            }
            return Long.parseLong(polls.group(1));
        }
    }

    /** What request and id hold: the request that the application gave, and the handle with the texts that each operation needs. */
    private static double dataOfOne(Fleet fleet) {
        Object[] requests = new Object[DATA_COPIES];
        OperationHandle[] handles = new OperationHandle[DATA_COPIES];
        double before = heap();
        for (int i = 0; i < DATA_COPIES; i++) {
            String number = String.format(Locale.ROOT, "%014d", i);
            requests[i] = fleet.request();
            handles[i] = new OperationHandle(
                    new OperationHandle.Place("huawei-ims", "copy-image", "eu-west-101", OursContender.PROJECT),
                    new OperationHandle.Start(
                            "01234567-89ab-cdef-0123-" + number.substring(2),
                            Fingerprint.of("0123456789abcdef0123456789abcdef0123456789abcdef01" + number),
                            Instant.now(),
                            KeptRequest.none()),
                    "edc89b490d7d439289" + number,
                    "golden-2026-11" + number.substring(14),
                    Map.of("source", OursContender.IMAGE));
        }
        double after = heap();
        if (handles[DATA_COPIES - 1].operationId().isEmpty() || requests[DATA_COPIES - 1] == null) {
            throw new IllegalStateException("requests and handles must live until they are measured");
        }
        return (after - before) / DATA_COPIES;
    }

    private static double heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** The threads of this SDK besides those of its transport. */
    private static long ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("image-copy-") && !name.startsWith("image-copy-http"))
                .count();
    }
}
