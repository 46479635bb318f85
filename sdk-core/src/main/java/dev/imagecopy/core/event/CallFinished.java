package dev.imagecopy.core.event;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * A call ended.
 *
 * @param callId identifies the call among all calls that the listener sees, across clients
 * @param client the client, for example {@code HuaweiImsClient}
 * @param call the client's method, for example {@code copyImage}
 * @param attempts the number of attempts
 * @param duration the time from start to end, including waits
 * @param error why it failed: an {@code SdkException}, a {@code CancellationException} if the caller cancelled it, or what
 *     application code threw; empty if it succeeded
 */
public record CallFinished(
        long callId, String client, String call, int attempts, Duration duration, Optional<Throwable> error) {
    /** Rejects null. */
    public CallFinished {
        requireNonNull(client, "client");
        requireNonNull(call, "call");
        requireNonNull(duration, "duration");
        requireNonNull(error, "error");
    }
}
