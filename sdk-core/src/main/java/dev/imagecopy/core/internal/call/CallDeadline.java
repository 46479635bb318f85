package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;

/** How long one call may take, on the monotonic clock. */
final class CallDeadline {
    private final TimeSource time;
    private long startedAt;
    private final long allowedNanos;

    /** Begins now. */
    CallDeadline(TimeSource time, Duration allowed) {
        this.time = time;
        this.startedAt = time.nanoTime();
        this.allowedNanos = TimeSource.saturatedNanos(allowed);
    }

    boolean hasPassed() {
        return nanosLeft() <= 0;
    }

    /** Whether a pause ends before the deadline. */
    boolean hasTimeFor(Duration pause) {
        return pause.isZero() ? nanosLeft() > 0 : pause.compareTo(timeLeft()) < 0;
    }

    /** What is left; negative once the deadline has passed. */
    Duration timeLeft() {
        return Duration.ofNanos(nanosLeft());
    }

    /** At most this time, and at most what is left. */
    Duration clip(Duration timeout) {
        long left = Math.max(1, nanosLeft());
        return TimeSource.saturatedNanos(timeout) <= left ? timeout : Duration.ofNanos(left);
    }

    /** Moves the deadline by time that does not count. */
    void extend(long nanos) {
        startedAt += nanos;
    }

    Duration elapsed() {
        return Duration.ofNanos(time.nanoTime() - startedAt);
    }

    @Override
    public String toString() {
        return "the deadline of " + allowedNanos / 1_000_000 + " ms";
    }

    private long nanosLeft() {
        return allowedNanos - (time.nanoTime() - startedAt);
    }
}
