package dev.imagecopy.servicefabric;

import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Throws at one reading of the monotonic clock. */
final class BrokenClock implements TimeSource {
    private final TimeSource over;
    private final AtomicInteger left = new AtomicInteger(-1);

    BrokenClock(TimeSource over) {
        this.over = over;
    }

    /** @param reading 0 for the next one */
    void throwsAt(int reading) {
        left.set(reading);
    }

    @Override
    public long nanoTime() {
        if (left.getAndUpdate(before -> Math.max(-1, before - 1)) == 0) {
            throw new IllegalStateException("the clock is broken");
        }
        return over.nanoTime();
    }

    @Override
    public Instant now() {
        return over.now();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        over.sleep(duration);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        return over.schedule(delay, task);
    }

    @Override
    public boolean movesByItself() {
        return over.movesByItself();
    }

    @Override
    public void close() {}
}
