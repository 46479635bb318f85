package dev.imagecopy.core.retry;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Exponential backoff with full jitter: the delay before retry {@code n} is uniformly distributed in {@code [0, min(cap, base *
 * 2^(n-1)))}. Immutable; the arithmetic saturates for any {@code n}.
 *
 * @param base upper bound of the first delay; positive
 * @param cap upper bound of all delays; at least {@code base}, at most 1 day
 */
public record Backoff(Duration base, Duration cap) {
    /**
     * Validates the bounds.
     *
     * @throws IllegalArgumentException if base is not positive, or cap is below base or above 1 day
     */
    public Backoff {
        requireNonNull(base, "base");
        requireNonNull(cap, "cap");
        if (base.isNegative() || base.isZero() || cap.compareTo(base) < 0 || cap.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "Backoff: base must be positive and cap between base and 1 day, but base is " + base
                            + " and cap is " + cap);
        }
    }

    /**
     * Computes the delay before a retry.
     *
     * @param repeat the number of the retry, from 1
     * @param random a number in [0, 1)
     * @return a delay in [0, cap]
     */
    public Duration delay(int repeat, double random) {
        int doublings = Math.min(Math.max(repeat, 1) - 1, 62);
        double bound = Math.min((double) cap.toNanos(), (double) base.toNanos() * Math.pow(2, doublings));
        return Duration.ofNanos((long) (bound * random));
    }
}
