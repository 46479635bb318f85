package dev.imagecopy.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts calls in windows of the wall clock. Guarded by the simulator's lock. */
final class CallWindows {
    static final CallWindows OPEN = new CallWindows(0, Duration.ofSeconds(1));

    private final int limit;
    private final long windowMillis;
    private final Map<String, Integer> counts = new HashMap<>();
    private long window;

    CallWindows(int limit, Duration window) {
        Input.atLeast(0, "calls", limit);
        Input.duration(Duration.ofMillis(1), "window", window);
        this.limit = limit;
        this.windowMillis = window.toMillis();
    }

    /** Counts a call; returns the rest of the window if the call is beyond the limit. */
    Optional<Duration> refusal(String call, Instant now) {
        long present = Math.floorDiv(now.toEpochMilli(), windowMillis);
        if (present != window) {
            window = present;
            counts.clear();
        }
        boolean within = limit == 0 || counts.merge(call, 1, Integer::sum) <= limit;
        return within
                ? Optional.empty()
                : Optional.of(Duration.ofMillis((present + 1) * windowMillis - now.toEpochMilli()));
    }
}
