package dev.imagecopy.fleet.internal.db;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many copies hold a place under one limit, over all workers, and what refusals have taught: as in a bulk run, the limit becomes
 * the number of copies that the service had, and rises by one after that many have ended.
 *
 * @param name its name
 * @param taken how many places are taken
 * @param learned the limit after a refusal; null if it is the policy's
 * @param endedSince how many copies have ended since it last changed
 * @param pauseSeconds how long to wait after the next refusal that comes while no copy runs
 * @param pausedUntil nothing starts before; null if anything may
 */
public record Limit(
        String name,
        int taken,
        @Nullable Integer learned,
        int endedSince,
        int pauseSeconds,
        @Nullable Instant pausedUntil) {
    private static final int FIRST_PAUSE = 15;
    private static final int LONGEST_PAUSE = 300;

    /** A proxy's nonsense must not hold a fleet for a day. */
    private static final Duration LONGEST_HINT = Duration.ofHours(1);

    /** Returns a limit under which nothing has a place yet. */
    public static Limit unused(String name) {
        return new Limit(name, 0, null, 0, FIRST_PAUSE, null);
    }

    /**
     * Returns how many more copies may start.
     *
     * @param most the policy's limit
     */
    public int free(int most, Instant now) {
        boolean paused = pausedUntil != null && pausedUntil.isAfter(now);
        int limit = learned == null ? most : Math.min(learned, most);
        return paused ? 0 : Math.max(0, limit - taken);
    }

    /** Returns this limit with more places taken. */
    public Limit take(int places) {
        return new Limit(name, taken + places, learned, endedSince, pauseSeconds, pausedUntil);
    }

    /** Returns this limit after a copy has ended, so that another one may start. */
    public Limit giveBack() {
        Integer raised = learned;
        int ended = endedSince;
        if (learned != null && ++ended >= learned) {
            raised = learned + 1;
            ended = 0;
        }
        return new Limit(name, Math.max(0, taken - 1), raised, ended, FIRST_PAUSE, pausedUntil);
    }

    /** Returns this limit after a copy has left without having run. */
    public Limit leave() {
        return new Limit(name, Math.max(0, taken - 1), learned, endedSince, pauseSeconds, pausedUntil);
    }

    /**
     * Returns this limit after the service has refused a copy because there are too many.
     *
     * @param most the policy's limit
     * @param hint the service's hint how long to wait, of which at most an hour counts; zero if there is none
     */
    public Limit refused(int most, Duration hint, Instant now) {
        int left = Math.max(0, taken - 1);
        int before = learned == null ? most : Math.min(learned, most);
        int lowered = Math.max(1, Math.min(before, left));
        if (left > 0 && hint.isZero()) {
            return new Limit(name, left, lowered, 0, pauseSeconds, pausedUntil);
        }
        Duration own = left > 0 ? Duration.ZERO : Duration.ofSeconds(pauseSeconds);
        Duration told = hint.compareTo(LONGEST_HINT) < 0 ? hint : LONGEST_HINT;
        Duration wait = told.compareTo(own) > 0 ? told : own;
        return new Limit(name, left, lowered, 0, Math.min(LONGEST_PAUSE, pauseSeconds * 2), now.plus(wait));
    }
}
