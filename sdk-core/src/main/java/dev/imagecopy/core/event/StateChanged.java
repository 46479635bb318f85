package dev.imagecopy.core.event;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.operation.OperationState;

/**
 * The state of an operation changed.
 *
 * @param client the client, for example {@code HuaweiImsClient}
 * @param kind the kind of operation, for example {@code copy-image}
 * @param operationId the service's id of the operation, empty if unknown
 * @param from the state before
 * @param to the state now
 * @param providerStatus the service's own status
 */
public record StateChanged(
        String client, String kind, String operationId, OperationState from, OperationState to, String providerStatus) {
    /** Rejects null. */
    public StateChanged {
        requireNonNull(client, "client");
        requireNonNull(kind, "kind");
        requireNonNull(operationId, "operationId");
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        requireNonNull(providerStatus, "providerStatus");
    }
}
