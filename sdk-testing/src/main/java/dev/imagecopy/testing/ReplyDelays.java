package dev.imagecopy.testing;

import java.time.Duration;

/**
 * Delays that are evenly distributed over a range: multiples of the golden ratio, which fill it without gaps after the first
 * few and are the same in every run. Guarded by the simulator's lock.
 */
final class ReplyDelays {
    static final ReplyDelays NONE = new ReplyDelays(Duration.ZERO, Duration.ZERO);

    private static final double GOLDEN = 0.6180339887498949;

    private final Duration least;
    private final long spanNanos;
    private long given;

    ReplyDelays(Duration least, Duration most) {
        Input.duration("least", least);
        Input.duration("most", most);
        if (most.compareTo(least) < 0) {
            throw new IllegalArgumentException("most must not be less than least (" + least + "), but is " + most);
        }
        this.least = least;
        this.spanNanos = most.minus(least).toNanos();
    }

    Duration next() {
        return spanNanos == 0 ? least : least.plusNanos((long) (spanNanos * (++given * GOLDEN % 1)));
    }
}
