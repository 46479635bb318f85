package dev.imagecopy.core.event;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.retry.Recovery;
import java.time.Duration;

/**
 * A failed attempt will be followed by another.
 *
 * @param callId tells the call from all others that the listener hears of, whichever client makes them
 * @param client the client, for example {@code HuaweiImsClient}
 * @param call the client's method, for example {@code copyImage}
 * @param attempt the number of the attempt that failed, from 1
 * @param delay how long the next one waits
 * @param recovery why it is repeated
 * @param error what failed
 */
public record RetryDecided(
        long callId, String client, String call, int attempt, Duration delay, Recovery recovery, SdkException error) {
    /** Refuses null. */
    public RetryDecided {
        requireNonNull(client, "client");
        requireNonNull(call, "call");
        requireNonNull(delay, "delay");
        requireNonNull(recovery, "recovery");
        requireNonNull(error, "error");
    }
}
