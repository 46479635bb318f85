package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.operation.PollPolicy;
import java.time.Duration;

/** When to poll next. Pure: time and randomness are arguments. */
final class PollSchedule {
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
        return policy.nextInterval(elapsed, hint, doublings, random);
    }
}
