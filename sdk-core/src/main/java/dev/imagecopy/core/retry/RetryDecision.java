package dev.imagecopy.core.retry;

import java.time.Duration;

/** What the engine does after a failed attempt. */
public sealed interface RetryDecision {

    /**
     * Send again.
     *
     * @param delay how long to wait first, zero or more
     * @param recovery why
     */
    record Repeat(Duration delay, Recovery recovery) implements RetryDecision {}

    /**
     * End the call.
     *
     * @param reason why it is not repeated, in a few words
     */
    record GiveUp(String reason) implements RetryDecision {}
}
