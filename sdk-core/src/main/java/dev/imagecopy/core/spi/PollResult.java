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
        return Found.of(state, providerStatus);
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
        Ending<T> ending =
                new Ending<>(Optional.ofNullable(result), Optional.empty(), Optional.empty(), Optional.empty());
        return new Found<>(
                OperationState.SUCCEEDED,
                providerStatus,
                new Progress(Progress.PERCENT[100], Optional.empty(), Optional.empty()),
                ending,
                Origin.ANSWERED);
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
     * How far an operation has got.
     *
     * @param percent 0 to 100, if the service reports it
     * @param remaining the service's estimate of the time left, if it gives one
     * @param nextPoll the service's hint about the next poll; a lower bound
     */
    record Progress(OptionalInt percent, Optional<Duration> remaining, Optional<Duration> nextPoll) {
        private static final Progress UNTOLD = new Progress(OptionalInt.empty(), Optional.empty(), Optional.empty());

        /** Shared, because a hundred thousand operations may be waiting. */
        private static final OptionalInt[] PERCENT = new OptionalInt[101];

        static {
            for (int percent = 0; percent < PERCENT.length; percent++) {
                PERCENT[percent] = OptionalInt.of(percent);
            }
        }
    }

    /**
     * How an operation ended, or why it is about to.
     *
     * @param result the result, with {@link OperationState#SUCCEEDED}
     * @param failure the reason, with {@link OperationState#FAILED}, {@link OperationState#CANCELLED} and while
     *     rolling back
     * @param cause the exception that made the operation fail, if there was one
     * @param refusal an error of the provider's table that the service reported in a successful response; the engine removes
     *     secrets and creates the exception
     * @param <T> the type of the operation's result
     */
    record Ending<T>(
            Optional<T> result,
            Optional<OperationFailure> failure,
            Optional<SdkException> cause,
            Optional<ServiceError> refusal) {
        private static final Ending<Object> OPEN =
                new Ending<>(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        @SuppressWarnings("unchecked") // empty, whatever it might have yielded
        private static <T> Ending<T> open() {
            return (Ending<T>) OPEN;
        }
    }

    /**
     * How something is known.
     *
     * @param requestId the request id, if it is not that of the poll's own latest call
     * @param evidence how this is known, if not from a response
     */
    record Origin(Optional<String> requestId, Evidence evidence) {
        private static final Origin ANSWERED = new Origin(Optional.empty(), Evidence.ANSWERED);
    }

    /**
     * The service knows the operation.
     *
     * @param state where the operation stands
     * @param providerStatus the service's own word, as sent; may be empty
     * @param progress the progress
     * @param ending how it ended or is about to
     * @param origin how this is known
     * @param <T> the operation's result
     */
    record Found<T>(OperationState state, String providerStatus, Progress progress, Ending<T> ending, Origin origin)
            implements PollResult<T> {

        private static <T> Found<T> of(OperationState state, String providerStatus) {
            return new Found<>(state, providerStatus, Progress.UNTOLD, Ending.open(), Origin.ANSWERED);
        }

        /**
         * Adds the progress.
         *
         * @param percent the progress in percent; limited to 0 to 100
         * @return the changed copy
         */
        public Found<T> withProgress(int percent) {
            OptionalInt clamped = Progress.PERCENT[Math.max(0, Math.min(100, percent))];
            return with(new Progress(clamped, progress.remaining(), progress.nextPoll()));
        }

        /**
         * Adds the service's estimate of the time left.
         *
         * @param left the time
         * @return the changed copy
         */
        public Found<T> withRemaining(Duration left) {
            return with(new Progress(progress.percent(), Optional.of(left), progress.nextPoll()));
        }

        /**
         * Adds the service's hint about when to ask again.
         *
         * @param delay a lower bound
         * @return the changed copy
         */
        public Found<T> withNextPoll(Duration delay) {
            return with(new Progress(progress.percent(), progress.remaining(), Optional.of(delay)));
        }

        /**
         * Adds the reason why the operation failed or rolls back.
         *
         * @param reason the reason
         * @return the changed copy
         */
        public Found<T> withFailure(OperationFailure reason) {
            return with(new Ending<>(ending.result(), Optional.of(reason), ending.cause(), ending.refusal()));
        }

        /**
         * Adds the exception that made the operation fail.
         *
         * @param exception the exception
         * @return the changed copy
         */
        public Found<T> withCause(SdkException exception) {
            return with(new Ending<>(ending.result(), ending.failure(), Optional.of(exception), ending.refusal()));
        }

        /**
         * Adds an error of the provider's table that the service reported in a successful response, as reason and cause.
         *
         * @param error the row of the table, applied to the response
         * @return the changed copy
         */
        public Found<T> withRefusal(ServiceError error) {
            ApiError told = error.error();
            OperationFailure why =
                    new OperationFailure(told.code(), told.message(), Optional.ofNullable(told.requestIdOrNull()));
            return with(new Ending<>(ending.result(), Optional.of(why), ending.cause(), Optional.of(error)));
        }

        /** Adds the request id, if it is not that of the poll's own latest call. */
        public Found<T> withRequestId(Optional<String> id) {
            return with(new Origin(id, origin.evidence()));
        }

        /** Sets how this is known, if it is not simply the service's response. */
        public Found<T> withEvidence(Evidence how) {
            return with(new Origin(origin.requestId(), how));
        }

        private Found<T> with(Progress other) {
            return new Found<>(state, providerStatus, other, ending, origin);
        }

        private Found<T> with(Ending<T> other) {
            return new Found<>(state, providerStatus, progress, other, origin);
        }

        private Found<T> with(Origin other) {
            return new Found<>(state, providerStatus, progress, ending, other);
        }
    }
}
