package dev.imagecopy.examples.demo;

import dev.imagecopy.core.operation.OperationState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The result of one provider's copy.
 *
 * @param provider the provider
 * @param source what was copied
 * @param destination the new image's id or path; empty if there is none
 * @param states the operation's states in order; empty if it was never accepted
 * @param time the time from start to end
 * @param failure why there is no copy
 */
public record DemoResult(
        String provider,
        String source,
        Optional<String> destination,
        List<OperationState> states,
        Duration time,
        Optional<Throwable> failure) {
    public DemoResult {
        states = List.copyOf(states);
    }

    public boolean succeeded() {
        return failure.isEmpty() && !states.isEmpty() && states.get(states.size() - 1) == OperationState.SUCCEEDED;
    }
}
