package dev.imagecopy.core.retry;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A client-side limit on calls, one token bucket for each key (provider, account, region and method). Hand one object to
 * several clients of the same account to let them share the limit.
 *
 * <p>Thread safety: safe for use by many threads, without locks.
 */
public final class RateLimiter {
    private record Bucket(double tokens, long at) {}

    private final double permitsPerNano;
    private final int burst;
    private final ConcurrentMap<String, AtomicReference<Bucket>> buckets = new ConcurrentHashMap<>();

    private RateLimiter(double permitsPerNano, int burst) {
        this.permitsPerNano = permitsPerNano;
        this.burst = burst;
    }

    /**
     * Makes a limiter.
     *
     * @param permits calls allowed for each key in each period; at least 1
     * @param period the period; positive
     * @param burst how many calls may go out at once after a quiet time; at least 1
     * @return the limiter
     * @throws IllegalArgumentException if a value is out of its range
     */
    public static RateLimiter of(int permits, Duration period, int burst) {
        if (permits < 1 || burst < 1 || period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException(
                    "RateLimiter: permits and burst must be at least 1 and the period positive, but they are " + permits
                            + ", " + burst + " and " + period);
        }
        return new RateLimiter((double) permits / period.toNanos(), burst);
    }

    /**
     * Takes one permit now or in the future.
     *
     * @param key what is limited
     * @param nanoTime the caller's monotonic time
     * @return how long the caller must wait before it uses the permit; zero when it may go at once
     */
    public Duration reserve(String key, long nanoTime) {
        AtomicReference<Bucket> bucket =
                buckets.computeIfAbsent(key, unused -> new AtomicReference<>(new Bucket(burst, nanoTime)));
        Bucket after = bucket.updateAndGet(before -> {
            long elapsed = Math.max(0, nanoTime - before.at);
            double refilled = Math.min(burst, before.tokens + elapsed * permitsPerNano);
            return new Bucket(refilled - 1, elapsed == 0 ? before.at : nanoTime);
        });
        return after.tokens >= 0
                ? Duration.ZERO
                : Duration.ofNanos(
                        (long) Math.min((double) TimeUnit.DAYS.toNanos(1), Math.ceil(-after.tokens / permitsPerNano)));
    }

    /**
     * Holds back all calls of a key after the service throttled one of them.
     *
     * @param key what is limited
     * @param pause how long no further call should go out
     * @param nanoTime the caller's monotonic time
     */
    public void holdBack(String key, Duration pause, long nanoTime) {
        double debt = -pause.toNanos() * permitsPerNano;
        buckets.computeIfAbsent(key, unused -> new AtomicReference<>(new Bucket(burst, nanoTime)))
                .updateAndGet(before -> new Bucket(Math.min(before.tokens, debt), nanoTime));
    }
}
