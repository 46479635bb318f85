package dev.imagecopy.benchmarks.ours;

import com.sun.management.ThreadMXBean;
import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.core.event.Polled;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.PollPolicy;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;

/** One client and the copies that it waits for. Used by one thread. */
final class Fleet implements AutoCloseable {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long SUBMIT_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    final LateTimers timers = new LateTimers();
    private final LongAdder polled = new LongAdder();
    private final OursContender contender = new OursContender();
    private final List<Operation<?>> copies;
    private final List<CompletableFuture<?>> waits;
    private final long[] startedAt;

    Fleet(Cloud cloud, URI endpoint, int most) {
        this(cloud, endpoint, most, PollPolicy.standard());
    }

    Fleet(Cloud cloud, URI endpoint, int most, PollPolicy policy) {
        copies = new ArrayList<>(most);
        waits = new ArrayList<>(most);
        startedAt = new long[most];
        contender.open(cloud, endpoint, builder -> builder.pollPolicy(policy)
                .timeSource(timers)
                .listener(new SdkListener() {
                    @Override
                    public void polled(Polled event) {
                        polled.increment();
                    }
                }));
    }

    int waiting() {
        return waits.size();
    }

    /** How often one copy's status was learned. */
    long polled() {
        return polled.sum();
    }

    /** The request of a copy, made anew. */
    Object request() {
        return contender.request();
    }

    /** Starts a copy that nobody waits for. */
    void submit() throws InterruptedException {
        if (contender.start().latest().state().isTerminal()) {
            throw new IllegalStateException("the copy has ended");
        }
    }

    /** Starts copies and waits for them. */
    void start(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            Operation<?> copy = contender.start();
            startedAt[copies.size()] = System.nanoTime();
            copies.add(copy);
            waits.add(copy.awaitAsync(Duration.ofDays(1)));
        }
    }

    /** Starts further copies evenly over some seconds; tells how many wait after each. */
    void ramp(int further, int seconds, IntConsumer waiting) throws InterruptedException {
        long step = TimeUnit.SECONDS.toNanos(seconds) / further;
        long begin = System.nanoTime();
        for (int i = 0; i < further; i++) {
            sleepUntil(begin + i * step);
            start(1);
            waiting.accept(waiting());
        }
    }

    /** The median over some batches of the 99th percentile of a submission's time, in milliseconds. */
    double submitMillisP99(int batches, int calls) throws InterruptedException {
        double[] percentiles = new double[batches];
        for (int batch = 0; batch < batches; batch++) {
            double[] millis = new double[calls];
            for (int i = 0; i < calls; i++) {
                long begin = System.nanoTime();
                submit();
                millis[i] = (System.nanoTime() - begin) / 1e6;
                sleepUntil(begin + SUBMIT_EVERY_NANOS);
            }
            Arrays.sort(millis);
            percentiles[batch] = millis[(int) (0.99 * calls)];
        }
        return median(percentiles);
    }

    /** The starting thread's own CPU time for each of some more copies, which then are no longer waited for. */
    double startCpuMicros(int calls) throws InterruptedException {
        int before = waiting();
        long cpu = THREADS.getCurrentThreadCpuTime(); // the exchange runs on it
        start(calls);
        cpu = THREADS.getCurrentThreadCpuTime() - cpu;
        List<CompletableFuture<?>> further = waits.subList(before, waits.size());
        further.forEach(wait -> wait.cancel(true));
        further.clear();
        copies.subList(before, copies.size()).clear();
        return cpu / 1e3 / calls;
    }

    /** How many status calls the schedule has for all of these copies between two moments, if nothing stretches it. */
    double scheduled(long fromNanos, long toNanos) {
        double calls = 0;
        for (int i = 0; i < copies.size(); i++) {
            calls += scheduledUntil((toNanos - startedAt[i]) / 1e9) - scheduledUntil((fromNanos - startedAt[i]) / 1e9);
        }
        return calls;
    }

    /** First after 2 s, then each 5 % of the time elapsed, 2 s at the least and 30 s at the most. */
    private static double scheduledUntil(double seconds) {
        double calls = 0;
        double due = 2;
        while (due <= seconds) {
            calls++;
            due += Math.max(2, Math.min(30, 0.05 * due));
        }
        return calls;
    }

    static void sleepUntil(long nanoTime) throws InterruptedException {
        long left = nanoTime - System.nanoTime();
        if (left > 0) {
            new CountDownLatch(1).await(left, TimeUnit.NANOSECONDS);
        }
    }

    static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    @Override
    public void close() throws IOException {
        contender.close();
        requireEnd();
        copies.clear();
        waits.clear();
    }

    /** Waits end on a thread of their own, soon after their client was closed, and with the news that it was. */
    private void requireEnd() throws IOException {
        CompletableFuture<?> all = CompletableFuture.allOf(waits.toArray(new CompletableFuture<?>[0]))
                .handle((values, thrown) -> waits.size());
        try {
            all.get(10, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("a wait goes on although its client was closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
