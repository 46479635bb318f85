package dev.imagecopy.core.event;

import static java.util.Objects.requireNonNull;

/**
 * Stale credentials were discarded, and new ones are fetched.
 *
 * @param callId identifies the call among all calls that the listener sees, across clients
 * @param client the client, for example {@code HuaweiImsClient}
 * @param call the client's method that was refused, for example {@code copyImage}
 */
public record CredentialsRefreshed(long callId, String client, String call) {
    /** Rejects null. */
    public CredentialsRefreshed {
        requireNonNull(client, "client");
        requireNonNull(call, "call");
    }
}
