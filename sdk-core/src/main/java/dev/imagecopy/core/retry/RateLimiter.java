package dev.imagecopy.core.retry;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A client-side limit on calls, one token bucket for each key (provider, account, region and method). Pass the same object to
 * several clients of an account to let them share the limit.
 *
 * <p>Thread safety: safe for use by multiple threads, without locks.
 */
public final class RateLimiter {
    /** Longer than any wait. */
    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

    /** Above this number of buckets, full ones are dropped now and then: a new bucket would be full too. */
    private static final int KEPT = 256;

    private static final Bucket GONE = new Bucket(0, 0);

    /** The content of a bucket at one time. Immutable. */
    private static final class Bucket {
        final double tokens;
        final long at;

        Bucket(double tokens, long at) {
            this.tokens = tokens;
            this.at = at;
        }
    }

    private final double permitsPerNano;
    private final int burst;
    private final ConcurrentMap<String, AtomicReference<Bucket>> buckets = new ConcurrentHashMap<>();
    private volatile int nextSweep = KEPT;

    private RateLimiter(double permitsPerNano, int burst) {
        this.permitsPerNano = permitsPerNano;
        this.burst = burst;
    }

    /**
     * Creates a limiter.
     *
     * @param permits calls allowed for each key in each period; at least 1
     * @param period the period; positive
     * @param burst how many calls may go out at once after an idle time; at least 1
     * @return the limiter
     * @throws IllegalArgumentException if a value is out of range
     */
    public static RateLimiter of(int permits, Duration period, int burst) {
        requireNonNull(period, "period");
        if (permits < 1 || burst < 1 || period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException(
                    "RateLimiter: permits and burst must be at least 1 and the period positive, but they are " + permits
                            + ", " + burst + " and " + period);
        }
        return new RateLimiter((double) permits / TimeSource.saturatedNanos(period), burst);
    }

    /**
     * Takes one permit now or in the future, however long the wait is.
     *
     * @param key what is limited
     * @param nanoTime the caller's monotonic time
     * @return how long the caller must wait before it uses the permit; zero if it may use it at once
     */
    public Duration reserve(String key, long nanoTime) {
        requireNonNull(key, "key");
        return reserve(key, nanoTime, FOR_EVER);
    }

    /**
     * Takes one permit now or in the future, unless the wait would be too long.
     *
     * @param key what is limited
     * @param nanoTime the caller's monotonic time
     * @param patience no permit is taken if the caller would have to wait this long or longer
     * @return how long the caller must wait before it uses the permit; if this is {@code patience} or more, no permit was taken
     */
    public Duration reserve(String key, long nanoTime, Duration patience) {
        requireNonNull(key, "key");
        requireNonNull(patience, "patience");
        while (true) {
            AtomicReference<Bucket> bucket = bucket(key, nanoTime);
            Bucket before = Objects.requireNonNull(bucket.get());
            if (before == GONE) {
                continue; // dropped since, and about to be replaced
            }
            Bucket now = refilled(before, nanoTime);
            Bucket after = new Bucket(now.tokens - 1, now.at);
            Duration wait = untilPaid(Math.max(0, -after.tokens));
            if (wait.compareTo(patience) >= 0 || bucket.compareAndSet(before, after)) {
                return wait;
            }
        }
    }

    /**
     * Holds back all calls of a key after the service throttled one of them.
     *
     * @param key what is limited
     * @param pause how long no further call may go out
     * @param nanoTime the caller's monotonic time
     */
    public void holdBack(String key, Duration pause, long nanoTime) {
        requireNonNull(key, "key");
        requireNonNull(pause, "pause");
        double debt = -TimeSource.saturatedNanos(pause) * permitsPerNano;
        while (true) {
            AtomicReference<Bucket> bucket = bucket(key, nanoTime);
            Bucket before = Objects.requireNonNull(bucket.get());
            Bucket now = refilled(before, nanoTime);
            if (before != GONE && bucket.compareAndSet(before, new Bucket(Math.min(now.tokens, debt), now.at))) {
                return;
            }
        }
    }

    private AtomicReference<Bucket> bucket(String key, long nanoTime) {
        AtomicReference<Bucket> present = buckets.get(key);
        if (present != null) {
            return present;
        }
        AtomicReference<Bucket> full = new AtomicReference<>(new Bucket(burst, nanoTime));
        AtomicReference<Bucket> other = buckets.putIfAbsent(key, full);
        if (other == null && buckets.size() > nextSweep) {
            sweep(nanoTime);
            nextSweep = Math.max(KEPT, 2 * buckets.size());
        }
        return other == null ? full : other;
    }

    /** Drops full buckets. A caller that is just using one notices, and takes a new one. */
    private void sweep(long nanoTime) {
        buckets.forEach((key, bucket) -> {
            Bucket before = Objects.requireNonNull(bucket.get());
            if (refilled(before, nanoTime).tokens >= burst && bucket.compareAndSet(before, GONE)) {
                buckets.remove(key, bucket);
            }
        });
    }

    /** The number of buckets. */
    int size() {
        return buckets.size();
    }

    /**
     * The bucket with the permits that have been refilled since. If the caller's time is older than the bucket's, it stays as
     * it is.
     */
    private Bucket refilled(Bucket before, long nanoTime) {
        long elapsed = nanoTime - before.at;
        return elapsed <= 0 ? before : new Bucket(Math.min(burst, before.tokens + elapsed * permitsPerNano), nanoTime);
    }

    private Duration untilPaid(double debt) {
        return Duration.ofNanos((long) Math.ceil(debt / permitsPerNano));
    }
}
