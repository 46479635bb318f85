package dev.imagecopy.core.retry;

import java.time.Duration;
import java.util.Objects;

/**
 * How often and how patiently a call is repeated. Immutable.
 *
 * <ul>
 *   <li>Which failures may be repeated is not a setting: it follows from the call's {@link Repeatability} and from how far
 *       the attempt got.
 *   <li>Delays are {@link Backoff exponential with full jitter}; a hint of the service is a lower bound.
 *   <li>Repeats also spend from the client's {@link RetryBudget}, which success refills.
 *   <li>The call's deadline always wins: a delay that would pass it ends the call at once.
 * </ul>
 *
 * @param maxAttempts attempts in all, the first included; default 4, at least 1
 * @param transientBackoff delays after faults; default base 200 ms, cap 20 s
 * @param throttledBackoff delays after throttling; default base 1 s, cap 60 s
 */
public record RetryPolicy(int maxAttempts, Backoff transientBackoff, Backoff throttledBackoff) {
    private static final RetryPolicy STANDARD = new RetryPolicy(
            4,
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(20)),
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60)));

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if maxAttempts is below 1
     */
    public RetryPolicy {
        Objects.requireNonNull(transientBackoff, "transientBackoff");
        Objects.requireNonNull(throttledBackoff, "throttledBackoff");
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("RetryPolicy: maxAttempts must be at least 1, but is " + maxAttempts);
        }
    }

    /** {@return the standard policy} */
    public static RetryPolicy standard() {
        return STANDARD;
    }

    /**
     * Returns a policy that repeats no call, but for one repeat each with fresh credentials, a corrected clock or a new nonce.
     *
     * @return a policy of one attempt
     */
    public static RetryPolicy none() {
        return STANDARD.withMaxAttempts(1);
    }

    /**
     * Returns a copy with another number of attempts.
     *
     * @param attempts attempts in all, at least 1
     * @return the changed copy
     */
    public RetryPolicy withMaxAttempts(int attempts) {
        return new RetryPolicy(attempts, transientBackoff, throttledBackoff);
    }

    /**
     * Returns a copy with other delays after faults.
     *
     * @param backoff the delays
     * @return the changed copy
     */
    public RetryPolicy withTransientBackoff(Backoff backoff) {
        return new RetryPolicy(maxAttempts, backoff, throttledBackoff);
    }

    /**
     * Returns a copy with other delays after throttling.
     *
     * @param backoff the delays
     * @return the changed copy
     */
    public RetryPolicy withThrottledBackoff(Backoff backoff) {
        return new RetryPolicy(maxAttempts, transientBackoff, backoff);
    }
}
