package dev.imagecopy.fleet.internal.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of a worker's steps. The engine, when it stops, waits as long after it has interrupted them as it has waited before;
 * these have only a moment then, since a thread that hangs in the database notices no interrupt.
 */
final class StepPool extends ThreadPoolExecutor {
    /** How long a stop waits for threads that it has interrupted. */
    static final Duration AFTER_INTERRUPT = Duration.ofSeconds(1);

    private volatile boolean interrupted;

    StepPool(int threads) {
        super(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threadNames());
    }

    private static ThreadFactory threadNames() {
        AtomicInteger number = new AtomicInteger();
        return work -> new Thread(work, "db-scheduler-pool-" + number.incrementAndGet());
    }

    @Override
    public List<Runnable> shutdownNow() {
        interrupted = true;
        return super.shutdownNow();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long nanos = unit.toNanos(timeout);
        return super.awaitTermination(
                interrupted ? Math.min(nanos, AFTER_INTERRUPT.toNanos()) : nanos, TimeUnit.NANOSECONDS);
    }
}
