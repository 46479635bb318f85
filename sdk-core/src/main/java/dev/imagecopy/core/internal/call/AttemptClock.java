package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.spi.SendOrder;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time of one call's attempts. Waiting in our own queue is no part of an attempt, nor of a call that stays open while nobody
 * waits for it. Used by one thread at a time.
 */
final class AttemptClock implements SendOrder.Turn {
    /** A century: sums of times stay in range. */
    static final Duration LONGEST = Duration.ofDays(36_500);

    private final TimeSource time;
    private final CallDeadline deadline;
    private final Duration timeout;
    private final boolean staysOpen;
    private final @Nullable Runnable goesOut;
    private long startedAt;

    /** @param goesOut runs whenever an attempt leaves the queue of a call in the background; null for all others */
    AttemptClock(
            TimeSource time, CallDeadline deadline, Duration timeout, boolean staysOpen, @Nullable Runnable goesOut) {
        this.time = time;
        this.deadline = deadline;
        this.timeout = timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
        this.staysOpen = staysOpen;
        this.goesOut = goesOut;
    }

    void start() {
        startedAt = time.nanoTime();
    }

    Duration elapsed() {
        return Duration.ofNanos(time.nanoTime() - startedAt);
    }

    /** What is left for one attempt; the transport's timeout. */
    Duration timeout() {
        return deadline.clip(timeout);
    }

    @Override
    public Duration longestWait() {
        return waitsAsLongAsItTakes() ? LONGEST : deadline.clip(LONGEST);
    }

    @Override
    public Duration comes() {
        if (waitsAsLongAsItTakes()) {
            deadline.extend(time.nanoTime() - startedAt);
        }
        start();
        if (goesOut != null) {
            goesOut.run();
        }
        return timeout();
    }

    private boolean waitsAsLongAsItTakes() {
        return goesOut != null && staysOpen;
    }
}
