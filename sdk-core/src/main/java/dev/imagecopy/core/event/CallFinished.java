package dev.imagecopy.core.event;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * A call ended.
 *
 * @param callId tells the call from all others that the listener hears of, whichever client makes them
 * @param client the client, for example {@code HuaweiImsClient}
 * @param call the client's method, for example {@code copyImage}
 * @param attempts how many attempts were made
 * @param duration from start to end, waits included
 * @param error why it failed: an {@code SdkException}, a {@code CancellationException} when the caller gave up, or what the
 *     application's own code threw; empty when it succeeded
 */
public record CallFinished(
        long callId, String client, String call, int attempts, Duration duration, Optional<Throwable> error) {
    /** Refuses null. */
    public CallFinished {
        requireNonNull(client, "client");
        requireNonNull(call, "call");
        requireNonNull(duration, "duration");
        requireNonNull(error, "error");
    }
}
