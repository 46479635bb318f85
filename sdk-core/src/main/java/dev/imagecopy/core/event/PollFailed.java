package dev.imagecopy.core.event;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.error.SdkException;

/**
 * A poll of an operation failed; the wait continues.
 *
 * @param client the client, for example {@code HuaweiImsClient}
 * @param kind the kind of operation, for example {@code copy-image}
 * @param operationId the service's id of the operation, empty if unknown
 * @param inARow how many polls in a row have failed, including this one
 * @param error why it failed
 */
public record PollFailed(String client, String kind, String operationId, int inARow, SdkException error) {
    /** Rejects null. */
    public PollFailed {
        requireNonNull(client, "client");
        requireNonNull(kind, "kind");
        requireNonNull(operationId, "operationId");
        requireNonNull(error, "error");
    }
}
