package dev.imagecopy.benchmarks.ours;

import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The system's time, which notes how late each of its timers is done: from the moment at which it was due to the end of its
 * work, which for a poll is the hand-over to the transport.
 */
final class LateTimers implements TimeSource {
    private static final int STEPS = 2_000;
    private static final long STEP_NANOS = 500_000;

    private final TimeSource system = TimeSource.system();
    private final AtomicLongArray late = new AtomicLongArray(STEPS);

    @Override
    public Instant now() {
        return system.now();
    }

    @Override
    public long nanoTime() {
        return system.nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        system.sleep(duration);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        long due = system.nanoTime() + Math.max(0, delay.toNanos());
        return system.schedule(delay, () -> {
            task.run();
            long step = (system.nanoTime() - due) / STEP_NANOS;
            late.incrementAndGet((int) Math.max(0, Math.min(STEPS - 1, step)));
        });
    }

    @Override
    public void close() {
        system.close();
    }

    void reset() {
        for (int i = 0; i < STEPS; i++) {
            late.set(i, 0);
        }
    }

    /** Rounded up to half a millisecond. */
    double percentileMillis(double share) {
        long all = 0;
        for (int i = 0; i < STEPS; i++) {
            all += late.get(i);
        }
        long seen = 0;
        for (int i = 0; i < STEPS; i++) {
            seen += late.get(i);
            if (seen >= share * all && seen > 0) {
                return (i + 1) * STEP_NANOS / 1e6;
            }
        }
        return 0;
    }
}
