package dev.imagecopy.core.event;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.error.SdkException;

/**
 * An operation was asked for in vain; the wait goes on.
 *
 * @param client the client, for example {@code HuaweiImsClient}
 * @param kind the kind of operation, for example {@code copy-image}
 * @param operationId the service's id of the operation, empty when unknown
 * @param inARow how many polls have failed in a row, this one included
 * @param error what failed
 */
public record PollFailed(String client, String kind, String operationId, int inARow, SdkException error) {
    /** Refuses null. */
    public PollFailed {
        requireNonNull(client, "client");
        requireNonNull(kind, "kind");
        requireNonNull(operationId, "operationId");
        requireNonNull(error, "error");
    }
}
