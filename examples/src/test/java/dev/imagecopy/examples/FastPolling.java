package dev.imagecopy.examples;

import dev.imagecopy.core.operation.PollPolicy;
import java.time.Duration;

/** The poll policy of tests: a look every few milliseconds. */
public final class FastPolling {
    public static final PollPolicy POLICY = PollPolicy.standard().toBuilder()
            .initialDelay(Duration.ofMillis(5))
            .minInterval(Duration.ofMillis(5))
            .maxInterval(Duration.ofMillis(5))
            .build();

    private FastPolling() {}
}
