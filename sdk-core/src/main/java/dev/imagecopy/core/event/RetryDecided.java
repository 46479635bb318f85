package dev.imagecopy.core.event;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.retry.Recovery;
import java.time.Duration;

/**
 * A failed attempt will be followed by another.
 *
 * @param callId identifies the call among all calls that the listener sees, across clients
 * @param client the client, for example {@code HuaweiImsClient}
 * @param call the client's method, for example {@code copyImage}
 * @param attempt the number of the attempt that failed, from 1
 * @param delay the delay before the next attempt
 * @param recovery why the call is retried
 * @param error why the attempt failed
 */
public record RetryDecided(
        long callId, String client, String call, int attempt, Duration delay, Recovery recovery, SdkException error) {
    /** Rejects null. */
    public RetryDecided {
        requireNonNull(client, "client");
        requireNonNull(call, "call");
        requireNonNull(delay, "delay");
        requireNonNull(recovery, "recovery");
        requireNonNull(error, "error");
    }
}
