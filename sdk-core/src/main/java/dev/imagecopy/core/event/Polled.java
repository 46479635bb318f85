package dev.imagecopy.core.event;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.operation.OperationSnapshot;

/**
 * A poll of an operation succeeded.
 *
 * @param client the client, for example {@code HuaweiImsClient}
 * @param kind the kind of operation, for example {@code copy-image}
 * @param snapshot what is now known about the operation
 */
public record Polled(String client, String kind, OperationSnapshot<?> snapshot) {
    /** Rejects null. */
    public Polled {
        requireNonNull(client, "client");
        requireNonNull(kind, "kind");
        requireNonNull(snapshot, "snapshot");
    }
}
