package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.operation.PollPolicy;
import java.time.Duration;

/** When to poll next. Pure: time and randomness are arguments. */
final class PollSchedule {
    /** Neither a hint nor throttling extends an interval beyond this. */
    private static final Duration CEILING = Duration.ofMinutes(5);

    private static final int MAX_DOUBLINGS = 8;

    private final PollPolicy policy;
    private int doublings;

    PollSchedule(PollPolicy policy) {
        this.policy = policy;
    }

    /** Throttling doubles the interval. */
    void noteThrottled() {
        doublings = Math.min(MAX_DOUBLINGS, doublings + 1);
    }

    /** Each successful poll reverts one doubling. */
    void noteAnswered() {
        doublings = Math.max(0, doublings - 1);
    }

    /**
     * Computes the time to the next poll.
     *
     * @param elapsed time since the operation was accepted
     * @param hint the service's lower bound; zero if it gave none
     * @param random a number in [0, 1)
     */
    Duration next(Duration elapsed, Duration hint, double random) {
        double nanos = Math.max(0, nanos(elapsed)) * policy.fraction();
        nanos = Math.max(nanos(policy.minInterval()), Math.min(nanos(policy.maxInterval()), nanos));
        nanos = Math.min(Math.max(nanos, nanos(CEILING)), nanos * (1 << doublings));
        nanos *= 1 + policy.jitter() * (2 * random - 1);
        double least = Math.min(nanos(hint), nanos(CEILING));
        return Duration.ofNanos((long) Math.max(nanos, least));
    }

    private static double nanos(Duration duration) {
        return duration.toSeconds() * 1e9 + duration.toNanosPart();
    }
}
