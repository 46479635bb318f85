package dev.imagecopy.core.spi;

import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.OperationState;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What one poll told. Immutable.
 *
 * @param <T> what the operation yields
 */
public final class PollResult<T> {
    /** A hundred thousand operations that wait keep these hundred between them. */
    private static final OptionalInt[] PERCENT = new OptionalInt[101];

    static {
        for (int percent = 0; percent < PERCENT.length; percent++) {
            PERCENT[percent] = OptionalInt.of(percent);
        }
    }

    private final @Nullable OperationState state;
    private final String providerStatus;
    private final OptionalInt progressPercent;
    private final Optional<Duration> remaining;
    private final Optional<T> result;
    private final Optional<OperationFailure> failure;
    private final Optional<SdkException> cause;
    private final Optional<ServiceError> refusal;
    private final Optional<Duration> nextPoll;

    /**
     * Takes each as it is.
     *
     * @param state where the operation stands; null when the service does not know it
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
     */
    public PollResult(
            @Nullable OperationState state,
            String providerStatus,
            OptionalInt progressPercent,
            Optional<Duration> remaining,
            Optional<T> result,
            Optional<OperationFailure> failure,
            Optional<SdkException> cause,
            Optional<ServiceError> refusal,
            Optional<Duration> nextPoll) {
        this.state = state;
        this.providerStatus = providerStatus;
        this.progressPercent = progressPercent;
        this.remaining = remaining;
        this.result = result;
        this.failure = failure;
        this.cause = cause;
        this.refusal = refusal;
        this.nextPoll = nextPoll;
    }

    /**
     * Returns the state.
     *
     * @return where the operation stands; null when the service does not know it
     */
    public @Nullable OperationState state() {
        return state;
    }

    /**
     * Returns the provider status.
     *
     * @return the service's own word, as sent; may be empty
     */
    public String providerStatus() {
        return providerStatus;
    }

    /**
     * Returns the progress percent.
     *
     * @return 0 to 100, where told
     */
    public OptionalInt progressPercent() {
        return progressPercent;
    }

    /**
     * Returns the time left.
     *
     * @return the service's estimate of the time left, where given
     */
    public Optional<Duration> remaining() {
        return remaining;
    }

    /**
     * Returns the result.
     *
     * @return the result, with {@link OperationState#SUCCEEDED}
     */
    public Optional<T> result() {
        return result;
    }

    /**
     * Returns the failure.
     *
     * @return the reason, with {@link OperationState#FAILED}, {@link OperationState#CANCELLED} and while rolling back
     */
    public Optional<OperationFailure> failure() {
        return failure;
    }

    /**
     * Returns the cause.
     *
     * @return the exception that made the operation fail, where one did
     */
    public Optional<SdkException> cause() {
        return cause;
    }

    /**
     * Returns the refusal.
     *
     * @return what the service said inside a good answer, where that is an error of its table; the engine removes
     *     secrets and makes the exception
     */
    public Optional<ServiceError> refusal() {
        return refusal;
    }

    /**
     * Returns the next poll.
     *
     * @return the service's hint when to ask again, a lower bound
     */
    public Optional<Duration> nextPoll() {
        return nextPoll;
    }

    /**
     * Says that the operation goes on.
     *
     * @param state QUEUED, RUNNING or ROLLING_BACK
     * @param providerStatus the service's own word
     * @param <T> what the operation yields
     * @return the result of the poll
     */
    public static <T> PollResult<T> pending(OperationState state, String providerStatus) {
        return of(state, providerStatus, OptionalInt.empty(), Optional.empty());
    }

    /**
     * Says that the operation succeeded.
     *
     * @param providerStatus the service's own word
     * @param result what it yielded; null for operations that yield nothing, such as a delete
     * @param <T> what the operation yields
     * @return the result of the poll
     */
    public static <T> PollResult<T> succeeded(String providerStatus, @Nullable T result) {
        return of(OperationState.SUCCEEDED, providerStatus, PERCENT[100], Optional.ofNullable(result));
    }

    /**
     * Says that the operation failed or was cancelled.
     *
     * @param state FAILED or CANCELLED
     * @param providerStatus the service's own word
     * @param failure why
     * @param <T> what the operation yields
     * @return the result of the poll
     */
    public static <T> PollResult<T> ended(OperationState state, String providerStatus, OperationFailure failure) {
        return PollResult.<T>pending(state, providerStatus).withFailure(failure);
    }

    /**
     * Says that the service does not know the operation, or not yet.
     *
     * @param <T> what the operation yields
     * @return the result of the poll
     */
    public static <T> PollResult<T> notFound() {
        return of(null, "", OptionalInt.empty(), Optional.empty());
    }

    private static <T> PollResult<T> of(
            @Nullable OperationState state, String providerStatus, OptionalInt progressPercent, Optional<T> result) {
        return new PollResult<>(
                state,
                providerStatus,
                progressPercent,
                Optional.empty(),
                result,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Returns a copy with the progress.
     *
     * @param percent 0 to 100; clamped
     * @return the changed copy
     */
    public PollResult<T> withProgress(int percent) {
        int clamped = Math.max(0, Math.min(100, percent));
        return new PollResult<>(
                state, providerStatus, PERCENT[clamped], remaining, result, failure, cause, refusal, nextPoll);
    }

    /**
     * Returns a copy with the service's estimate.
     *
     * @param left the time left
     * @return the changed copy
     */
    public PollResult<T> withRemaining(Duration left) {
        return new PollResult<>(
                state, providerStatus, progressPercent, Optional.of(left), result, failure, cause, refusal, nextPoll);
    }

    /**
     * Returns a copy with the reason.
     *
     * @param reason why the operation failed, or is rolling back
     * @return the changed copy
     */
    public PollResult<T> withFailure(OperationFailure reason) {
        return new PollResult<>(
                state,
                providerStatus,
                progressPercent,
                remaining,
                result,
                Optional.of(reason),
                cause,
                refusal,
                nextPoll);
    }

    /**
     * Returns a copy with the exception behind the failure.
     *
     * @param exception the cause of the exception that waits will throw
     * @return the changed copy
     */
    public PollResult<T> withCause(SdkException exception) {
        return new PollResult<>(
                state,
                providerStatus,
                progressPercent,
                remaining,
                result,
                failure,
                Optional.of(exception),
                refusal,
                nextPoll);
    }

    /**
     * Returns a copy with an error that the service put into a good answer: the reason of the failure, and what the
     *     exception
     * behind it says.
     *
     * @param error what it means, as the provider's table says
     * @return the changed copy
     */
    public PollResult<T> withRefusal(ServiceError error) {
        ApiError told = error.error();
        OperationFailure reason =
                new OperationFailure(told.code(), told.message(), Optional.ofNullable(told.requestIdOrNull()));
        return new PollResult<>(
                state,
                providerStatus,
                progressPercent,
                remaining,
                result,
                Optional.of(reason),
                cause,
                Optional.of(error),
                nextPoll);
    }

    /**
     * Returns a copy with the service's hint when to ask again.
     *
     * @param delay the least time to the next poll
     * @return the changed copy
     */
    public PollResult<T> withNextPoll(Duration delay) {
        return new PollResult<>(
                state, providerStatus, progressPercent, remaining, result, failure, cause, refusal, Optional.of(delay));
    }
}
