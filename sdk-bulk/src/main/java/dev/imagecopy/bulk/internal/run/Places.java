package dev.imagecopy.bulk.internal.run;

import java.time.Duration;

/**
 * How many copies may be under way under one limit, and how many are. Learns from refusals: then there are as many places as
 * copies that the service had, and one more when that many have ended. Times are those of the monotonic clock.
 */
final class Places {
    private static final long FIRST_PAUSE = Duration.ofSeconds(15).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMinutes(5).toNanos();

    private final int most;
    private int limit;
    private int inUse;
    private int endedSinceChange;
    private long pause = FIRST_PAUSE;
    private boolean paused;
    private long pausedUntil;

    Places(int most) {
        this.most = most;
        this.limit = most;
    }

    int limit() {
        return limit;
    }

    int inUse() {
        return inUse;
    }

    boolean hasFree(long now) {
        if (paused && now - pausedUntil >= 0) {
            paused = false;
        }
        return inUse < limit && !paused;
    }

    void take() {
        inUse++;
    }

    /** A copy has ended, so another may begin. */
    void giveBack() {
        inUse--;
        pause = FIRST_PAUSE;
        if (limit < most && ++endedSinceChange >= limit) {
            limit++;
            endedSinceChange = 0;
        }
    }

    /** A job has left without a copy. */
    void leave() {
        inUse--;
    }

    /**
     * The service has refused a copy because there are too many.
     *
     * @param hint how long it asks to wait; zero if it does not
     * @return how long to wait before the next try; zero if the end of another copy is to be waited for
     */
    long refused(long now, long hint) {
        inUse--;
        limit = Math.max(1, Math.min(limit, inUse));
        endedSinceChange = 0;
        if (inUse > 0 && hint <= 0) {
            return 0;
        }
        long wait = Math.max(hint, inUse > 0 ? 0 : pause);
        pause = Math.min(LONGEST_PAUSE, pause * 2);
        paused = true;
        pausedUntil = now + wait;
        return wait;
    }
}
