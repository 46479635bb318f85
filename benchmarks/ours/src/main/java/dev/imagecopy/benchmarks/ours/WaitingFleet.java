package dev.imagecopy.benchmarks.ours;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.core.event.Polled;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.spi.OperationHandle;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Many copies that one client waits for: {@code CLOUD ENDPOINT COUNT RAMP_SECONDS HOLD_SECONDS}. They are started evenly over
 * the ramp and all wait during the hold. Ends with one line of JSON, after lines that tell of its progress.
 */
public final class WaitingFleet {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final int LATENCY_CALLS = 1_000;
    private static final int COST_CALLS = 1_000;
    private static final int DATA_COPIES = 10_000;

    private final LongAdder polled = new LongAdder();
    private final LateTimers timers = new LateTimers();
    private final OursContender contender = new OursContender();
    private final Object[] waits;
    private int started;

    private WaitingFleet(Cloud cloud, URI endpoint, int count) {
        waits = new Object[2 * (count + 4 * LATENCY_CALLS + 4 * COST_CALLS)];
        contender.open(cloud, endpoint, builder -> builder.timeSource(timers).listener(new SdkListener() {
            @Override
            public void polled(Polled event) {
                polled.increment();
            }
        }));
    }

    /**
     * Runs one fleet.
     *
     * @param arguments as above
     * @throws Exception if a copy cannot be started
     */
    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[2]);
        WaitingFleet fleet = new WaitingFleet(Cloud.valueOf(arguments[0]), URI.create(arguments[1]), count);
        fleet.run(count, Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private void run(int count, int rampSeconds, int holdSeconds) throws InterruptedException {
        start(LATENCY_CALLS); // warm up
        double idle = percentile(latencies(LATENCY_CALLS), 0.99);
        double costFew = costOfStart(COST_CALLS);
        double data = dataOfOne();
        int first = started;
        long heapBefore = heap();
        long step = TimeUnit.SECONDS.toNanos(rampSeconds) / count;
        long begin = System.nanoTime();
        while (started - first < count) {
            sleepUntil(begin + (started - first) * step);
            start(1);
            if ((started - first) % Math.max(1, count / 10) == 0) {
                System.out.println((started - first) + " of " + count + " wait");
            }
        }
        long heapAfter = heap();
        timers.reset();
        double busy = percentile(latencies(LATENCY_CALLS), 0.99);
        double costMany = costOfStart(COST_CALLS);
        long polls = polled.sum();
        long cpu = SYSTEM.getProcessCpuTime();
        long hold = System.nanoTime();
        long heapAtHold = heap();
        int still = started;
        sleepUntil(hold + TimeUnit.SECONDS.toNanos(holdSeconds));
        double seconds = (System.nanoTime() - hold) / 1e9;
        cpu = SYSTEM.getProcessCpuTime() - cpu;
        polls = polled.sum() - polls;
        System.out.printf(
                Locale.ROOT,
                "{\"waiting\":%d,\"heapBytesEach\":%.0f,\"dataBytesEach\":%.0f,\"sdkThreads\":%d,\"transportThreads\":%d,"
                        + "\"lateMillisP50\":%.2f,\"lateMillisP99\":%.2f,\"growthBytesEach\":%.1f,"
                        + "\"idleSubmitMillisP99\":%.2f,\"busySubmitMillisP99\":%.2f,\"startCpuMicrosFew\":%.1f,"
                        + "\"startCpuMicrosMany\":%.1f,\"pollsPerSecond\":%.1f,\"cpuPercentOfOneCore\":%.1f,"
                        + "\"polledInAll\":%d}%n",
                still,
                (double) (heapAfter - heapBefore) / count,
                data,
                threads(false),
                threads(true),
                timers.percentileMillis(0.5),
                timers.percentileMillis(0.99),
                (double) (heap() - heapAtHold) / still,
                idle,
                busy,
                costFew,
                costMany,
                polls / seconds,
                cpu / 1e7 / seconds,
                polled.sum());
    }

    private void start(int copies) throws InterruptedException {
        for (int i = 0; i < copies; i++) {
            Operation<?> copy = contender.start();
            CompletableFuture<?> wait = copy.awaitAsync(Duration.ofDays(1));
            waits[2 * started] = copy;
            waits[2 * started + 1] = wait;
            started++;
        }
    }

    private double[] latencies(int calls) throws InterruptedException {
        double[] millis = new double[calls];
        for (int i = 0; i < calls; i++) {
            long begin = System.nanoTime();
            start(1);
            millis[i] = (System.nanoTime() - begin) / 1e6;
            sleepUntil(begin + TimeUnit.MILLISECONDS.toNanos(5));
        }
        return millis;
    }

    /** The starting thread's own CPU time for each copy; the exchange runs on it. */
    private double costOfStart(int calls) throws InterruptedException {
        long before = THREADS.getCurrentThreadCpuTime();
        start(calls);
        return (THREADS.getCurrentThreadCpuTime() - before) / 1e3 / calls;
    }

    /** What the request itself holds: the handle with its texts, as each operation needs it. */
    private double dataOfOne() {
        OperationHandle[] handles = new OperationHandle[DATA_COPIES];
        long before = heap();
        for (int i = 0; i < DATA_COPIES; i++) {
            String number = String.format(Locale.ROOT, "%014d", i);
            handles[i] = new OperationHandle(
                    "huawei-ims",
                    "copy-image",
                    "eu-west-101",
                    "edc89b490d7d439289" + number,
                    "01234567-89ab-cdef-0123-" + number.substring(2),
                    "0123456789abcdef0123456789abcdef0123456789abcdef01" + number,
                    "golden-2026-11" + number.substring(14),
                    Instant.now(),
                    OursContender.PROJECT,
                    Map.of("source", OursContender.IMAGE));
        }
        long after = heap();
        if (handles[DATA_COPIES - 1].operationId().isEmpty()) {
            throw new IllegalStateException("the handles must live until they are measured");
        }
        return (double) (after - before) / DATA_COPIES;
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long threads(boolean ofTransport) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("image-copy-") && name.startsWith("image-copy-http") == ofTransport)
                .count();
    }

    private static double percentile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }

    private static void sleepUntil(long nanoTime) throws InterruptedException {
        long left = nanoTime - System.nanoTime();
        if (left > 0) {
            new CountDownLatch(1).await(left, TimeUnit.NANOSECONDS);
        }
    }
}
