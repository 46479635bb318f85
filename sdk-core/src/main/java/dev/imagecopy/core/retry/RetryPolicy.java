package dev.imagecopy.core.retry;

import java.time.Duration;
import java.util.Objects;

/**
 * How often a call is retried, and after which delays. Immutable.
 *
 * <ul>
 *   <li>Whether a call may be retried after a failure is not a setting: it follows from the call's {@link Repeatability} and
 *       from how far the attempt got.
 *   <li>Delays are {@link Backoff exponential with full jitter}; a hint from the service is a lower bound.
 *   <li>Retries also take tokens from the client's {@link RetryBudget}, which successful calls refill.
 *   <li>The call's deadline always wins: if a delay would exceed it, the call ends at once.
 * </ul>
 *
 * @param maxAttempts the number of attempts including the first; default 4, at least 1
 * @param transientBackoff delays after faults; default base 200 ms, cap 20 s
 * @param throttledBackoff delays after throttling; default base 1 s, cap 60 s
 */
public record RetryPolicy(int maxAttempts, Backoff transientBackoff, Backoff throttledBackoff) {
    private static final RetryPolicy STANDARD = new RetryPolicy(
            4,
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(20)),
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60)));

    /**
     * Validates the values.
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
     * Returns a policy that never retries, except once each with fresh credentials, a corrected clock or a new nonce.
     *
     * @return a policy of one attempt
     */
    public static RetryPolicy none() {
        return STANDARD.withMaxAttempts(1);
    }

    /**
     * Returns a copy with another number of attempts.
     *
     * @param attempts the number of attempts including the first, at least 1
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
