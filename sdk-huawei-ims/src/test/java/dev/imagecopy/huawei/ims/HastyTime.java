package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.ForwardingTimeSource;
import java.time.Duration;

/** The system's clocks, but pauses take no longer than a millisecond: for pauses that real time would waste. */
final class HastyTime extends ForwardingTimeSource {
    private static final Duration HASTE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(31);

    HastyTime() {
        super(TimeSource.system());
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        super.sleep(hasty(duration));
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        return super.schedule(hasty(delay), task);
    }

    /** Timeouts of whole waits and calls are longer than any pause, and stay as they are. */
    private static Duration hasty(Duration duration) {
        return duration.compareTo(LONGEST_PAUSE) > 0 || duration.compareTo(HASTE) < 0 ? duration : HASTE;
    }
}
