package dev.imagecopy.core.retry;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A client-side limit on calls, one token bucket for each key (provider, account, region and method). Hand one object to
 * several clients of the same account to let them share the limit.
 *
 * <p>Thread safety: safe for use by many threads, without locks.
 */
public final class RateLimiter {
    private static final Duration LONGEST = Duration.ofDays(1);

    /** From so many buckets on, those that are full again, as new ones would be, are dropped now and then. */
    private static final int KEPT = 256;

    private static final Bucket GONE = new Bucket(0, 0);

    /** What was in a bucket at a time; never changed. */
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
     * Makes a limiter.
     *
     * @param permits calls allowed for each key in each period; at least 1
     * @param period the period; positive
     * @param burst how many calls may go out at once after a quiet time; at least 1
     * @return the limiter
     * @throws IllegalArgumentException if a value is out of its range
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
     * Takes one permit now or in the future.
     *
     * @param key what is limited
     * @param nanoTime the caller's monotonic time
     * @return how long the caller must wait before it uses the permit; zero when it may go at once
     */
    public Duration reserve(String key, long nanoTime) {
        requireNonNull(key, "key");
        return reserve(key, nanoTime, LONGEST);
    }

    /**
     * Takes one permit now or in the future, unless that is too far away.
     *
     * @param key what is limited
     * @param nanoTime the caller's monotonic time
     * @param patience a caller that would have to wait as long as this, or longer, gives up
     * @return how long the caller must wait before it uses the permit; no permit was taken when this is {@code patience} or
     *     more
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
            Duration wait = after.tokens >= 0 ? Duration.ZERO : untilPaid(-after.tokens);
            if (wait.compareTo(patience) >= 0 || bucket.compareAndSet(before, after)) {
                return wait;
            }
        }
    }

    /**
     * Holds back all calls of a key after the service throttled one of them.
     *
     * @param key what is limited
     * @param pause how long no further call should go out
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

    /** Drops full buckets. Who holds one just then finds it gone, and takes the next. */
    private void sweep(long nanoTime) {
        buckets.forEach((key, bucket) -> {
            Bucket before = Objects.requireNonNull(bucket.get());
            if (refilled(before, nanoTime).tokens >= burst && bucket.compareAndSet(before, GONE)) {
                buckets.remove(key, bucket);
            }
        });
    }

    /** How many buckets there are. */
    int size() {
        return buckets.size();
    }

    /** What has grown back since; a caller whose clock reading is older than the bucket's finds the bucket as it is. */
    private Bucket refilled(Bucket before, long nanoTime) {
        long elapsed = nanoTime - before.at;
        return elapsed <= 0 ? before : new Bucket(Math.min(burst, before.tokens + elapsed * permitsPerNano), nanoTime);
    }

    private Duration untilPaid(double debt) {
        return Duration.ofNanos((long) Math.min((double) LONGEST.toNanos(), Math.ceil(debt / permitsPerNano)));
    }
}
