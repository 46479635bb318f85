package dev.imagecopy.testing.alibaba;

import dev.imagecopy.testing.SimulatedResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** Counts calls per minute of the wall clock. Guarded by the simulator's lock. */
public final class EcsThrottle {
    private final Map<String, Integer> counts = new HashMap<>();
    private Instant minute = Instant.MIN;
    private int limit;
    private boolean hints;

    /** Creates a throttle without a limit. */
    public EcsThrottle() {}

    /**
     * Sets the limit.
     *
     * @param calls the maximum number of calls of a kind per minute; 0 for no limit
     * @param withHints whether the error says how long to wait
     */
    public void limit(int calls, boolean withHints) {
        limit = calls;
        hints = withHints;
    }

    /**
     * Counts a call.
     *
     * @param kind the action and region
     * @param now the service's time
     * @throws EcsRefusal if the limit has been reached
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
     * Adds how long to wait, if configured.
     *
     * @param answer the error response
     * @param now the service's time
     * @return the response with the header
     */
    public SimulatedResponse hinted(SimulatedResponse answer, Instant now) {
        Duration left = Duration.between(now, minute.plus(1, ChronoUnit.MINUTES));
        return hints ? answer.header("x-acs-retry-after", String.valueOf(left.toMillis())) : answer;
    }
}
