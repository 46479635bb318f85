package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** The system's clocks, but pauses take no longer than a millisecond: for pauses that real time would waste. */
final class HastyTime implements TimeSource {
    private static final Duration HASTE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(31);
    private final TimeSource system = TimeSource.system();

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
        system.sleep(hasty(duration));
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        return system.schedule(hasty(delay), task);
    }

    @Override
    public void close() {
        system.close();
    }

    /** Timeouts of whole waits and calls are longer than any pause, and stay as they are. */
    private static Duration hasty(Duration duration) {
        return duration.compareTo(LONGEST_PAUSE) > 0 || duration.compareTo(HASTE) < 0 ? duration : HASTE;
    }
}
