package dev.imagecopy.examples.demo;

import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;

/**
 * The settings of all parts of the demo.
 *
 * @param unit the length of the demo's time unit, in which clients poll four times: copies queue for one or two units and run
 *     for several
 * @param wrongSecret whether the clients use secrets that the services do not know
 */
public record DemoSettings(Duration unit, boolean wrongSecret) {
    private static final String WRONG_SECRET = "not-the-secret";
    private static final int LOOKS = 4; // in each unit

    /** The secret for a client. */
    String secret(String right) {
        return wrongSecret ? WRONG_SECRET : right;
    }

    Timeline timeline(int unitsQueued, int unitsRunning) {
        return Timeline.lasting(unit.multipliedBy(unitsRunning)).queuedFor(unit.multipliedBy(unitsQueued));
    }

    /** A policy for the demo, since the SDK's standard policy is meant for copies that take minutes. */
    PollPolicy pollPolicy() {
        Duration interval = unit.dividedBy(LOOKS);
        return PollPolicy.standard().toBuilder()
                .initialDelay(interval)
                .minInterval(interval)
                .maxInterval(interval)
                .build();
    }
}
