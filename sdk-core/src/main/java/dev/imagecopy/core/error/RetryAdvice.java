package dev.imagecopy.core.error;

import java.time.Duration;
import java.util.Objects;

/**
 * How a service wants the call to be repeated that it has refused for a temporary reason.
 *
 * @param throttled whether there were too many calls, so that it is to be repeated more slowly
 * @param atLeast how long to wait at least, from the refusal on; zero if the service has not said
 */
public record RetryAdvice(boolean throttled, Duration atLeast) {
    /** Rejects null. */
    public RetryAdvice {
        Objects.requireNonNull(atLeast, "atLeast");
    }
}
