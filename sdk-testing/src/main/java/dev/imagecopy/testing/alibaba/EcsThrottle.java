package dev.imagecopy.testing.alibaba;

import dev.imagecopy.testing.SimulatedResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** Counts calls in minutes of the wall clock. Guarded by the simulator's lock. */
public final class EcsThrottle {
    private final Map<String, Integer> counts = new HashMap<>();
    private Instant minute = Instant.MIN;
    private int limit;
    private boolean hints;

    /** Creates a throttle that lets everything through. */
    public EcsThrottle() {}

    /**
     * Sets the limit.
     *
     * @param calls how many calls of a kind a minute may have; 0 for no limit
     * @param withHints whether a refusal says when to come back
     */
    public void limit(int calls, boolean withHints) {
        limit = calls;
        hints = withHints;
    }

    /**
     * Counts a call.
     *
     * @param kind action and region
     * @param now the service's time
     * @throws EcsRefusal if the minute's calls are used up
     */
    public void count(String kind, Instant now) {
        Instant present = now.truncatedTo(ChronoUnit.MINUTES);
        if (!present.equals(minute)) {
            minute = present;
            counts.clear();
        }
        if (limit > 0 && counts.merge(kind, 1, Integer::sum) > limit) {
            throw new EcsRefusal(400, "Throttling.User", "Request was denied due to user flow control.");
        }
    }

    /**
     * Adds when to come back, if it is to be said.
     *
     * @param answer the refusal
     * @param now the service's time
     * @return the answer with the header
     */
    public SimulatedResponse hinted(SimulatedResponse answer, Instant now) {
        Duration left = Duration.between(now, minute.plus(1, ChronoUnit.MINUTES));
        return hints ? answer.header("x-acs-retry-after", String.valueOf(left.toMillis())) : answer;
    }
}
