package dev.imagecopy.core.event;

import static java.util.Objects.requireNonNull;

/**
 * Stale credentials were dropped and are fetched anew.
 *
 * @param callId tells the call from all others that the listener hears of, whichever client makes them
 * @param client the client, for example {@code HuaweiImsClient}
 * @param call the client's method that was refused, for example {@code copyImage}
 */
public record CredentialsRefreshed(long callId, String client, String call) {
    /** Refuses null. */
    public CredentialsRefreshed {
        requireNonNull(client, "client");
        requireNonNull(call, "call");
    }
}
