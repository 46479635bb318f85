package dev.imagecopy.core.event;

import static java.util.Objects.requireNonNull;

/**
 * A call started.
 *
 * @param callId identifies the call among all calls that the listener sees, across clients
 * @param client the client, for example {@code HuaweiImsClient}
 * @param call the client's method, for example {@code copyImage}
 */
public record CallStarted(long callId, String client, String call) {
    /** Rejects null. */
    public CallStarted {
        requireNonNull(client, "client");
        requireNonNull(call, "call");
    }
}
