package dev.imagecopy.core.operation;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What was known about an operation at one moment. Immutable.
 *
 * @param <T> the operation's result
 * @param operationId the service's id of the operation; empty as long as it is unknown because a reply was lost
 * @param state the state of the operation
 * @param providerStatus the service's own status, as sent; empty if there was none yet
 * @param progressPercent 0 to 100, if the service reports it
 * @param remaining the service's own estimate of the time left, if it gives one
 * @param result the result; present if and only if the state is {@link OperationState#SUCCEEDED} and the operation has a result
 * @param failure the reason; present if the state is {@link OperationState#FAILED} or {@link OperationState#CANCELLED}, and
 *     while rolling back if the service reports it
 * @param requestId the id to quote to the vendor's support, of the exchange that this was learned from, if known
 * @param evidence how the client knows that the operation is the caller's, and what state it is in
 * @param observedAt when this was observed, by the client's clock
 */
public record OperationSnapshot<T>(
        String operationId,
        OperationState state,
        String providerStatus,
        OptionalInt progressPercent,
        Optional<Duration> remaining,
        Optional<T> result,
        Optional<OperationFailure> failure,
        Optional<String> requestId,
        Evidence evidence,
        Instant observedAt) {
    /** Rejects null. */
    public OperationSnapshot {
        requireNonNull(operationId, "operationId");
        requireNonNull(state, "state");
        requireNonNull(providerStatus, "providerStatus");
        requireNonNull(progressPercent, "progressPercent");
        requireNonNull(remaining, "remaining");
        requireNonNull(result, "result");
        requireNonNull(failure, "failure");
        requireNonNull(requestId, "requestId");
        requireNonNull(evidence, "evidence");
        requireNonNull(observedAt, "observedAt");
    }

    /** Returns an empty builder, for tests of applications. */
    public static <T> Builder<T> builder() {
        return new Builder<>();
    }

    /**
     * Builds a snapshot. Not thread-safe.
     *
     * @param <T> the operation's result
     */
    public static final class Builder<T> {
        private String operationId = "";
        private OperationState state = OperationState.QUEUED;
        private String providerStatus = "";
        private OptionalInt progressPercent = OptionalInt.empty();
        private Optional<Duration> remaining = Optional.empty();
        private Optional<T> result = Optional.empty();
        private Optional<OperationFailure> failure = Optional.empty();
        private Optional<String> requestId = Optional.empty();
        private Evidence evidence = Evidence.ANSWERED;
        private Instant observedAt = Instant.EPOCH;

        private Builder() {}

        /** Sets the service's id of the operation. */
        public Builder<T> operationId(String value) {
            operationId = requireNonNull(value, "operationId");
            return this;
        }

        /** Sets the state; the default is queued. */
        public Builder<T> state(OperationState value) {
            state = requireNonNull(value, "state");
            return this;
        }

        /** Sets the service's own status. */
        public Builder<T> providerStatus(String value) {
            providerStatus = requireNonNull(value, "providerStatus");
            return this;
        }

        /** Sets the progress in percent, 0 to 100. */
        public Builder<T> progressPercent(OptionalInt value) {
            progressPercent = requireNonNull(value, "progressPercent");
            return this;
        }

        /** Sets the service's own estimate of the time left. */
        public Builder<T> remaining(Optional<Duration> value) {
            remaining = requireNonNull(value, "remaining");
            return this;
        }

        /** Sets the result. */
        public Builder<T> result(Optional<T> value) {
            result = requireNonNull(value, "result");
            return this;
        }

        /** Sets the reason of the failure. */
        public Builder<T> failure(Optional<OperationFailure> value) {
            failure = requireNonNull(value, "failure");
            return this;
        }

        /** Sets the request id of the exchange that this was learned from. */
        public Builder<T> requestId(Optional<String> value) {
            requestId = requireNonNull(value, "requestId");
            return this;
        }

        /** Sets how this is known; the default is answered. */
        public Builder<T> evidence(Evidence value) {
            evidence = requireNonNull(value, "evidence");
            return this;
        }

        /** Sets when this was observed; the default is the epoch. */
        public Builder<T> observedAt(Instant value) {
            observedAt = requireNonNull(value, "observedAt");
            return this;
        }

        /** Creates the snapshot. */
        public OperationSnapshot<T> build() {
            return new OperationSnapshot<>(
                    operationId,
                    state,
                    providerStatus,
                    progressPercent,
                    remaining,
                    result,
                    failure,
                    requestId,
                    evidence,
                    observedAt);
        }
    }
}
