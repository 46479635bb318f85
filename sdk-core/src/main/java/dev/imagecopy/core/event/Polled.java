package dev.imagecopy.core.event;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.operation.OperationSnapshot;

/**
 * An operation was asked for and answered.
 *
 * @param client the client, for example {@code HuaweiImsClient}
 * @param kind the kind of operation, for example {@code copy-image}
 * @param snapshot what was seen
 */
public record Polled(String client, String kind, OperationSnapshot<?> snapshot) {
    /** Refuses null. */
    public Polled {
        requireNonNull(client, "client");
        requireNonNull(kind, "kind");
        requireNonNull(snapshot, "snapshot");
    }
}
