package dev.imagecopy.servicefabric;

import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.ForwardingTimeSource;
import java.util.concurrent.atomic.AtomicInteger;

/** Throws at one reading of the monotonic clock. */
final class BrokenClock extends ForwardingTimeSource {
    private final AtomicInteger left = new AtomicInteger(-1);

    BrokenClock(TimeSource over) {
        super(over);
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
        return super.nanoTime();
    }

    @Override
    public void close() {}
}
