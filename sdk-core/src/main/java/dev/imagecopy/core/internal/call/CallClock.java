package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.spi.FirstByte;
import dev.imagecopy.core.spi.SendOrder;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time limits of one call and its attempts, on the monotonic clock. Time in our own queue is not part of an attempt, nor of
 * a call that stays open while nobody waits for it. Used by one thread at a time.
 */
final class CallClock implements SendOrder.Turn {
    /** A century, so that sums of durations stay in range. */
    static final Duration LONGEST = Duration.ofDays(36_500);

    private final TimeSource time;
    private final long allowedNanos;
    private final Duration attemptTimeout;
    private final @Nullable Runnable goesOut;
    private final @Nullable FirstByte firstByte;
    private long startedAt;
    private long attemptStartedAt;
    private boolean isFirst;
    private boolean hasFirst;

    /**
     * Starts now.
     *
     * @param goesOut for a call that stays open in the background, runs whenever an attempt leaves the queue; otherwise null
     * @param firstByte where to note when the operation's first byte is sent; null for a call that starts none
     */
    CallClock(
            TimeSource time,
            Duration allowed,
            Duration attemptTimeout,
            @Nullable Runnable goesOut,
            @Nullable FirstByte firstByte) {
        this.time = time;
        this.startedAt = time.nanoTime();
        this.allowedNanos = TimeSource.saturatedNanos(allowed);
        this.attemptTimeout = attemptTimeout.compareTo(LONGEST) < 0 ? attemptTimeout : LONGEST;
        this.goesOut = goesOut;
        this.firstByte = firstByte;
    }

    boolean hasPassed() {
        return nanosLeft() <= 0;
    }

    /** Whether a pause ends before the deadline. */
    boolean hasTimeFor(Duration pause) {
        return pause.isZero() ? nanosLeft() > 0 : pause.compareTo(timeLeft()) < 0;
    }

    /** The time left; negative once the deadline has passed. */
    Duration timeLeft() {
        return Duration.ofNanos(nanosLeft());
    }

    /** This time, limited to what is left. */
    Duration clip(Duration timeout) {
        long left = Math.max(1, nanosLeft());
        return TimeSource.saturatedNanos(timeout) <= left ? timeout : Duration.ofNanos(left);
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

    void attemptStarts() {
        attemptStartedAt = time.nanoTime();
        if (firstByte != null) {
            isFirst = firstByte.isSent(attemptStartedAt);
            hasFirst |= isFirst;
        }
    }

    /** Notes whether the service may have executed an attempt of this call, and returns that. */
    boolean concluded(boolean maybeExecuted) {
        if (firstByte != null && hasFirst && !maybeExecuted) {
            firstByte.wasNotExecuted();
            hasFirst = false;
        }
        return maybeExecuted;
    }

    Duration attemptElapsed() {
        return Duration.ofNanos(time.nanoTime() - attemptStartedAt);
    }

    /** The time left for one attempt, which is the transport's timeout. */
    Duration attemptTimeout() {
        return clip(attemptTimeout);
    }

    @Override
    public Duration longestWait() {
        return goesOut != null ? LONGEST : clip(LONGEST);
    }

    @Override
    public Duration comes() {
        if (goesOut != null) {
            startedAt += time.nanoTime() - attemptStartedAt;
            goesOut.run();
        }
        attemptStartedAt = time.nanoTime();
        if (firstByte != null && isFirst) {
            firstByte.isSentOnlyNow(attemptStartedAt);
        }
        return attemptTimeout();
    }
}
