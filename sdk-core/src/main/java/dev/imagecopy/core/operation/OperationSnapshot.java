package dev.imagecopy.core.operation;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
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
 * @param requestId the id to quote to the vendor's support: of the exchange that told this, where it is known
 * @param evidence how it is known that the operation is the caller's, and how it stands
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
        Optional<String> requestId,
        Evidence evidence,
        Instant observedAt) {
    /** Refuses null. */
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

    /** Starts with everything empty, for tests of applications. */
    public static <T> Builder<T> builder() {
        return new Builder<>();
    }

    /**
     * Collects what is known. Not safe for use by several threads.
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

        /** Sets where the operation stands; queued until set. */
        public Builder<T> state(OperationState value) {
            state = requireNonNull(value, "state");
            return this;
        }

        /** Sets the service's own status word. */
        public Builder<T> providerStatus(String value) {
            providerStatus = requireNonNull(value, "providerStatus");
            return this;
        }

        /** Sets how much is done, 0 to 100. */
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

        /** Sets why it failed. */
        public Builder<T> failure(Optional<OperationFailure> value) {
            failure = requireNonNull(value, "failure");
            return this;
        }

        /** Sets the id of the exchange that told this. */
        public Builder<T> requestId(Optional<String> value) {
            requestId = requireNonNull(value, "requestId");
            return this;
        }

        /** Sets how this is known; answered until set. */
        public Builder<T> evidence(Evidence value) {
            evidence = requireNonNull(value, "evidence");
            return this;
        }

        /** Sets when this was observed, by this machine's clock; the epoch until set. */
        public Builder<T> observedAt(Instant value) {
            observedAt = requireNonNull(value, "observedAt");
            return this;
        }

        /** Makes the snapshot. */
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
