package dev.imagecopy.core.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What was known of an operation at one moment. Immutable.
 *
 * @param <T> the operation's result
 * @param operationId the service's id of the operation; empty while a lost reply keeps it unknown
 * @param state where the operation stands
 * @param providerStatus the service's own status word, as sent; empty when there was none yet
 * @param progressPercent 0 to 100, where the service tells
 * @param remaining the service's own estimate of the time left, where it gives one
 * @param result the result; present if and only if the state is {@link OperationState#SUCCEEDED} and the
 *     operation yields something
 * @param failure the reason; present if the state is {@link OperationState#FAILED} or
 *     {@link OperationState#CANCELLED}, and while rolling back where the service tells it
 * @param observedAt when this was observed, by this machine's clock
 */
public record OperationSnapshot<T>(
        String operationId,
        OperationState state,
        String providerStatus,
        OptionalInt progressPercent,
        Optional<Duration> remaining,
        Optional<T> result,
        Optional<OperationFailure> failure,
        Instant observedAt) {
    /**
     * Refuses null.
     *
     * @param operationId as described for the type
     * @param state as described for the type
     * @param providerStatus as described for the type
     * @param progressPercent as described for the type
     * @param remaining as described for the type
     * @param result as described for the type
     * @param failure as described for the type
     * @param observedAt as described for the type
     */
    public OperationSnapshot {
        Objects.requireNonNull(operationId, "operationId");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(providerStatus, "providerStatus");
        Objects.requireNonNull(progressPercent, "progressPercent");
        Objects.requireNonNull(remaining, "remaining");
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(failure, "failure");
        Objects.requireNonNull(observedAt, "observedAt");
    }
}
