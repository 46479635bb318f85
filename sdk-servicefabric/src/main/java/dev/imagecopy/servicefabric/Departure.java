package dev.imagecopy.servicefabric;

import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/**
 * When the latest attempt of a copy left for the gateway: from then on the cluster's time for it counts. That may be long after
 * the copy was asked for. Runs whenever an attempt leaves. Safe for use by many threads.
 */
final class Departure implements Runnable {
    /** By both clocks: one counts here, the other is for tokens. */
    private record Moment(long nanos, Instant instant) {}

    private final TimeSource time;
    private final Duration budget;
    private volatile Moment latest;

    /** An attempt is about to leave. */
    Departure(TimeSource time, Duration budget) {
        this.time = time;
        this.budget = budget;
        this.latest = now();
    }

    @Override
    public void run() {
        latest = now();
    }

    /** When the cluster's time is over, on the monotonic clock. */
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
