package dev.imagecopy.bulk.internal.run;

import java.time.Duration;

/**
 * How many copies may be in progress under one limit, and how many are. It adapts to refusals: the limit becomes the number of
 * copies that the service had, and rises by one after that many have ended. Times are by the monotonic clock.
 */
final class Permits {
    private static final long FIRST_PAUSE = Duration.ofSeconds(15).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMinutes(5).toNanos();
    /** A proxy's nonsense must not hold a run for years. */
    private static final long LONGEST_HINT = Duration.ofHours(1).toNanos();

    private final int most;
    private int limit;
    private int inUse;
    private int endedSinceChange;
    private long pause = FIRST_PAUSE;
    private boolean paused;
    private long pausedUntil;

    Permits(int most) {
        this.most = most;
        this.limit = most;
    }

    int limit() {
        return limit;
    }

    int inUse() {
        return inUse;
    }

    boolean isAvailable(long now) {
        if (paused && now - pausedUntil >= 0) {
            paused = false;
        }
        return inUse < limit && !paused;
    }

    void acquire() {
        inUse++;
    }

    /** A copy has ended, so another one may start. */
    void release() {
        inUse--;
        pause = FIRST_PAUSE;
        if (limit < most && ++endedSinceChange >= limit) {
            limit++;
            endedSinceChange = 0;
        }
    }

    /** A job has left without a copy. */
    void releaseUnused() {
        inUse--;
    }

    /**
     * The service has refused a copy because there are too many.
     *
     * @param hint the service's hint how long to wait, of which at most an hour counts; zero if there is none
     * @return how long to wait before the next attempt; zero to wait for the end of another copy
     */
    long refused(long now, long hint) {
        inUse--;
        limit = Math.max(1, Math.min(limit, inUse));
        endedSinceChange = 0;
        if (inUse > 0 && hint <= 0) {
            return 0;
        }
        long wait = Math.max(Math.min(hint, LONGEST_HINT), inUse > 0 ? 0 : pause);
        pause = Math.min(LONGEST_PAUSE, pause * 2);
        paused = true;
        pausedUntil = now + wait;
        return wait;
    }

    /**
     * The service answers no other calls, because there are too many. That says nothing of how many copies it has.
     *
     * @param hint the service's hint how long to wait, of which at most an hour counts; zero if there is none
     * @return how long to wait before the next attempt
     */
    long busy(long now, long hint) {
        inUse--;
        long wait = Math.max(Math.min(hint, LONGEST_HINT), pause);
        if (paused && pausedUntil - now > 0) { // those that were answered at the same time learn nothing new
            wait = Math.max(pausedUntil - now, Math.min(hint, LONGEST_HINT));
        } else {
            pause = Math.min(LONGEST_PAUSE, pause * 2);
        }
        paused = true;
        pausedUntil = now + wait;
        return wait;
    }
}
