package dev.imagecopy.core.spi;

import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.OperationState;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What one poll told: how the operation stands, or that the service does not know it. Immutable.
 *
 * @param <T> what the operation yields
 */
public sealed interface PollResult<T> {
    /**
     * Says that the operation goes on.
     *
     * @param state QUEUED, RUNNING or ROLLING_BACK
     * @param providerStatus the service's own word
     * @param <T> what the operation yields
     * @return the result of the poll
     */
    static <T> Found<T> pending(OperationState state, String providerStatus) {
        return Found.of(state, providerStatus, Optional.empty());
    }

    /**
     * Says that the operation succeeded.
     *
     * @param providerStatus the service's own word
     * @param result the result; null only for operations that yield nothing
     * @param <T> what the operation yields
     * @return the result of the poll
     */
    static <T> Found<T> succeeded(String providerStatus, @Nullable T result) {
        return Found.of(OperationState.SUCCEEDED, providerStatus, Optional.ofNullable(result))
                .withProgress(100);
    }

    /**
     * Says that the operation ended without a result.
     *
     * @param state FAILED or CANCELLED
     * @param providerStatus the service's own word
     * @param failure the reason
     * @param <T> what the operation yields
     * @return the result of the poll
     */
    static <T> Found<T> ended(OperationState state, String providerStatus, OperationFailure failure) {
        return PollResult.<T>pending(state, providerStatus).withFailure(failure);
    }

    /**
     * Says that the service does not know the operation.
     *
     * @param <T> what the operation yields
     * @return the result of the poll
     */
    static <T> PollResult<T> notFound() {
        return new NotFound<>();
    }

    /**
     * The service does not know the operation.
     *
     * @param <T> what the operation yields
     */
    record NotFound<T>() implements PollResult<T> {}

    /**
     * The service knows the operation.
     *
     * @param state where the operation stands
     * @param providerStatus the service's own word, as sent; may be empty
     * @param progressPercent 0 to 100, where told
     * @param remaining the service's estimate of the time left, where given
     * @param result the result, with {@link OperationState#SUCCEEDED}
     * @param failure the reason, with {@link OperationState#FAILED}, {@link OperationState#CANCELLED} and while
     *     rolling back
     * @param cause the exception that made the operation fail, where one did
     * @param refusal what the service said inside a good answer, where that is an error of its table; the engine
     *     removes secrets and makes the exception
     * @param nextPoll the service's hint when to ask again, a lower bound
     * @param requestId the id of the exchange that told it, where that is not the latest of the poll's own calls
     * @param evidence how it is known, where not by an answer
     * @param <T> what the operation yields
     */
    record Found<T>(
            OperationState state,
            String providerStatus,
            OptionalInt progressPercent,
            Optional<Duration> remaining,
            Optional<T> result,
            Optional<OperationFailure> failure,
            Optional<SdkException> cause,
            Optional<ServiceError> refusal,
            Optional<Duration> nextPoll,
            Optional<String> requestId,
            Evidence evidence)
            implements PollResult<T> {

        /** A hundred thousand operations that wait keep these hundred between them. */
        private static final OptionalInt[] PERCENT = new OptionalInt[101];

        static {
            for (int percent = 0; percent < PERCENT.length; percent++) {
                PERCENT[percent] = OptionalInt.of(percent);
            }
        }

        private static <T> Found<T> of(OperationState state, String providerStatus, Optional<T> result) {
            return new Found<>(
                    state,
                    providerStatus,
                    OptionalInt.empty(),
                    Optional.empty(),
                    result,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Evidence.ANSWERED);
        }

        /**
         * Adds how far the operation has got.
         *
         * @param percent clamped to 0 to 100
         * @return the changed copy
         */
        public Found<T> withProgress(int percent) {
            OptionalInt clamped = PERCENT[Math.max(0, Math.min(100, percent))];
            return new Found<>(
                    state,
                    providerStatus,
                    clamped,
                    remaining,
                    result,
                    failure,
                    cause,
                    refusal,
                    nextPoll,
                    requestId,
                    evidence);
        }

        /**
         * Adds the service's estimate of the time left.
         *
         * @param left the time
         * @return the changed copy
         */
        public Found<T> withRemaining(Duration left) {
            Optional<Duration> time = Optional.of(left);
            return new Found<>(
                    state,
                    providerStatus,
                    progressPercent,
                    time,
                    result,
                    failure,
                    cause,
                    refusal,
                    nextPoll,
                    requestId,
                    evidence);
        }

        /**
         * Adds why the operation failed or rolls back.
         *
         * @param reason the reason
         * @return the changed copy
         */
        public Found<T> withFailure(OperationFailure reason) {
            Optional<OperationFailure> why = Optional.of(reason);
            return new Found<>(
                    state,
                    providerStatus,
                    progressPercent,
                    remaining,
                    result,
                    why,
                    cause,
                    refusal,
                    nextPoll,
                    requestId,
                    evidence);
        }

        /**
         * Adds the exception that made the operation fail.
         *
         * @param exception the exception
         * @return the changed copy
         */
        public Found<T> withCause(SdkException exception) {
            Optional<SdkException> why = Optional.of(exception);
            return new Found<>(
                    state,
                    providerStatus,
                    progressPercent,
                    remaining,
                    result,
                    failure,
                    why,
                    refusal,
                    nextPoll,
                    requestId,
                    evidence);
        }

        /**
         * Adds an error of the provider's table that the service told inside a good answer, as reason and cause.
         *
         * @param error the row of the table, applied to the answer
         * @return the changed copy
         */
        public Found<T> withRefusal(ServiceError error) {
            ApiError told = error.error();
            Optional<OperationFailure> why = Optional.of(
                    new OperationFailure(told.code(), told.message(), Optional.ofNullable(told.requestIdOrNull())));
            Optional<ServiceError> row = Optional.of(error);
            return new Found<>(
                    state,
                    providerStatus,
                    progressPercent,
                    remaining,
                    result,
                    why,
                    cause,
                    row,
                    nextPoll,
                    requestId,
                    evidence);
        }

        /**
         * Adds the service's hint when to ask again.
         *
         * @param delay a lower bound
         * @return the changed copy
         */
        public Found<T> withNextPoll(Duration delay) {
            Optional<Duration> next = Optional.of(delay);
            return new Found<>(
                    state,
                    providerStatus,
                    progressPercent,
                    remaining,
                    result,
                    failure,
                    cause,
                    refusal,
                    next,
                    requestId,
                    evidence);
        }

        /** Adds the id of the exchange that told this, where that is not the latest of the poll's own calls. */
        public Found<T> withRequestId(Optional<String> id) {
            return new Found<>(
                    state,
                    providerStatus,
                    progressPercent,
                    remaining,
                    result,
                    failure,
                    cause,
                    refusal,
                    nextPoll,
                    id,
                    evidence);
        }

        /** Says how this is known, where the service did not simply answer. */
        public Found<T> withEvidence(Evidence how) {
            return new Found<>(
                    state,
                    providerStatus,
                    progressPercent,
                    remaining,
                    result,
                    failure,
                    cause,
                    refusal,
                    nextPoll,
                    requestId,
                    how);
        }
    }
}
