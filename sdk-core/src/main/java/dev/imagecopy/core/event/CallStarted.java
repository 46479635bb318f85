package dev.imagecopy.core.event;

import static java.util.Objects.requireNonNull;

/**
 * A call begins.
 *
 * @param callId tells the call from all others that the listener hears of, whichever client makes them
 * @param client the client, for example {@code HuaweiImsClient}
 * @param call the client's method, for example {@code copyImage}
 */
public record CallStarted(long callId, String client, String call) {
    /** Refuses null. */
    public CallStarted {
        requireNonNull(client, "client");
        requireNonNull(call, "call");
    }
}
