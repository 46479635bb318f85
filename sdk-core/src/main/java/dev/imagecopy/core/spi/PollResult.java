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
 * The result of one poll: the state of the operation, or that the service does not know it. Immutable.
 *
 * @param <T> the type of the operation's result
 */
public sealed interface PollResult<T> {
    /**
     * Returns the result for an operation that has not ended.
     *
     * @param state QUEUED, RUNNING or ROLLING_BACK
     * @param providerStatus the service's own status
     * @param <T> the type of the operation's result
     * @return the result of the poll
     */
    static <T> Found<T> pending(OperationState state, String providerStatus) {
        return Found.of(state, providerStatus, Optional.empty());
    }

    /**
     * Returns the result for an operation that succeeded.
     *
     * @param providerStatus the service's own status
     * @param result the operation's result; null only if it has none
     * @param <T> the type of the operation's result
     * @return the result of the poll
     */
    static <T> Found<T> succeeded(String providerStatus, @Nullable T result) {
        return Found.of(OperationState.SUCCEEDED, providerStatus, Optional.ofNullable(result))
                .withProgress(100);
    }

    /**
     * Returns the result for an operation that ended without success.
     *
     * @param state FAILED or CANCELLED
     * @param providerStatus the service's own status
     * @param failure the reason
     * @param <T> the type of the operation's result
     * @return the result of the poll
     */
    static <T> Found<T> ended(OperationState state, String providerStatus, OperationFailure failure) {
        return PollResult.<T>pending(state, providerStatus).withFailure(failure);
    }

    /**
     * Returns the result for an operation that the service does not know.
     *
     * @param <T> the type of the operation's result
     * @return the result of the poll
     */
    static <T> PollResult<T> notFound() {
        return new NotFound<>();
    }

    /**
     * The service does not know the operation.
     *
     * @param <T> the type of the operation's result
     */
    record NotFound<T>() implements PollResult<T> {}

    /**
     * The service knows the operation.
     *
     * @param state the state of the operation
     * @param providerStatus the service's own status, as sent; may be empty
     * @param progressPercent 0 to 100, if the service reports it
     * @param remaining the service's estimate of the time left, if it gives one
     * @param result the result, with {@link OperationState#SUCCEEDED}
     * @param failure the reason, with {@link OperationState#FAILED}, {@link OperationState#CANCELLED} and while
     *     rolling back
     * @param cause the exception that made the operation fail, if there was one
     * @param refusal an error of the provider's table that the service reported in a successful response; the engine removes
     *     secrets and creates the exception
     * @param nextPoll the service's hint about the next poll; a lower bound
     * @param requestId the request id, if it is not that of the poll's own latest call
     * @param evidence how this is known, if not from a response
     * @param <T> the type of the operation's result
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

        /** Shared, because a hundred thousand operations may be waiting. */
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
         * Adds the progress.
         *
         * @param percent the progress in percent; limited to 0 to 100
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
         * Adds the reason why the operation failed or rolls back.
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
         * Adds an error of the provider's table that the service reported in a successful response, as reason and cause.
         *
         * @param error the row of the table, applied to the response
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
         * Adds the service's hint about the next poll.
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

        /** Adds the request id, if it is not that of the poll's own latest call. */
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

        /** Sets how this is known, if it is not simply the service's response. */
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
