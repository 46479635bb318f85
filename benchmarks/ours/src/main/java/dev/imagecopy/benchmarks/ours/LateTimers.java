package dev.imagecopy.benchmarks.ours;

import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/**
 * The system's time, which notes how late each of its timers is done: from the moment at which it was due to the end of its
 * work, which for a poll is the hand-over to the transport.
 */
final class LateTimers implements TimeSource {
    private final TimeSource system = TimeSource.system();
    private volatile Lateness late = new Lateness();

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
            late.add(system.nanoTime() - due);
        });
    }

    @Override
    public void close() {
        system.close();
    }

    /** Begins anew and returns what there was. */
    Lateness reset() {
        Lateness before = late;
        late = new Lateness();
        return before;
    }
}
