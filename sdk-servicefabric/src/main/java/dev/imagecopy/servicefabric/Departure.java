package dev.imagecopy.servicefabric;

import dev.imagecopy.core.spi.SendWatch;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/**
 * When the latest attempt of a copy was sent to the gateway, which is when the cluster's time limit begins. That may be long
 * after the copy was requested. Safe for use by multiple threads.
 */
final class Departure implements SendWatch {
    /** Times by both clocks: the monotonic one for this process, the other for tokens. */
    private record Moment(long nanos, Instant instant) {}

    private final TimeSource time;
    private final Duration budget;
    private volatile Moment latest;
    private volatile boolean waits;

    /** An attempt is about to be sent. */
    Departure(TimeSource time, Duration budget) {
        this.time = time;
        this.budget = budget;
        this.latest = now();
    }

    @Override
    public void waits(boolean maybeExecuted) {
        waits = !maybeExecuted;
    }

    @Override
    public void goesOut() {
        waits = false;
        latest = now();
    }

    /** Whether nothing of the call has been sent, or the gateway has begun nothing of what was. */
    boolean isWaiting() {
        return waits;
    }

    /** When the cluster's time limit ends, on the monotonic clock. */
    long endOfBudget() {
        return latest.nanos() + TimeSource.saturatedNanos(budget);
    }

    /** The same by the wall clock, in seconds. */
    String endOfBudgetSeconds() {
        return String.valueOf(latest.instant().plus(budget).getEpochSecond());
    }

    private Moment now() {
        return new Moment(time.nanoTime(), time.now());
    }
}
