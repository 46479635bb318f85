package dev.imagecopy.core.spi;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Several calls that form one logical step, such as starting or polling an operation. The step is written once with futures and
 * runs in two ways. All calls of a flow, and its waits for others, share one deadline: the call timeout of its options. In a blocking flow, each future is complete when it is returned, because the call was made on the caller's
 * thread. In an asynchronous flow, nothing blocks.
 *
 * <p>A flow belongs to one step and is not thread-safe.
 */
public interface CallFlow {

    /**
     * Makes a call with this flow's options.
     *
     * @param call the row of the wire table
     * @param request the request
     * @param <R> the type of the request
     * @param <T> the type of the result
     * @return a future of the result
     */
    <R, T> CompletableFuture<T> call(ApiCall<R, T> call, R request);

    /**
     * Makes a call that deletes something, for a step that needs it gone, whoever has deleted it: if it no longer exists, that
     * is a success. The provider's {@code ErrorDecoder.isGone} tells this from a refusal because something else was not found.
     *
     * @param deletion the row of the wire table
     * @param request the request
     * @param <R> the type of the request
     * @param <T> the type of the result, which is ignored
     * @return a future that completes when the service has accepted the deletion, or has said that there is nothing to delete
     */
    <R, T> CompletableFuture<@Nullable Void> deleteIfExists(ApiCall<R, T> deletion, R request);

    /**
     * Starts a call that continues after this flow has ended, until it is answered or the client is closed. The timeouts in
     * this flow's options do not apply to it, since they limit how long the caller waits; the call's own timeouts do.
     *
     * @param call the row of the wire table
     * @param request the request
     * @param <R> the type of the request
     * @param <T> the type of the result
     * @return a future that is never completed on the caller's thread
     */
    default <R, T> CompletableFuture<T> background(ApiCall<R, T> call, R request) {
        return background(call, request, () -> {});
    }

    /**
     * Starts a call in the background and is notified when it is sent, which may be long after it was started.
     *
     * @param call the row of the wire table
     * @param request the request
     * @param watch is told when an attempt waits in the transport's queue, and when it leaves it
     * @param <R> the type of the request
     * @param <T> the type of the result
     * @return a future that is never completed on the caller's thread
     */
    default <R, T> CompletableFuture<T> background(ApiCall<R, T> call, R request, SendWatch watch) {
        return background(call, request, attempts(), watch);
    }

    /**
     * Starts a call in the background that continues the attempts of an earlier one: both together have those of one call.
     *
     * @param call the row of the wire table
     * @param request what to send
     * @param attempts the number of attempts that it may make, at least 1
     * @param watch as above
     * @param <R> what is sent
     * @param <T> what comes back
     * @return as above
     */
    <R, T> CompletableFuture<T> background(ApiCall<R, T> call, R request, int attempts, SendWatch watch);

    /** Returns how many attempts the retry policy allows each call of this flow. */
    int attempts();

    /**
     * Waits.
     *
     * @param duration how long
     * @return a future that completes after that time
     */
    CompletableFuture<@Nullable Void> pause(Duration duration);

    /**
     * Waits for something for which the application allows extra time: this pause does not count towards the deadline of the
     * flow.
     *
     * @param duration how long
     * @return a future that completes after that time
     */
    default CompletableFuture<@Nullable Void> extraPause(Duration duration) {
        return pause(duration);
    }

    /**
     * Waits for a future that others may wait for as well, such as a look-up that several calls share. If this flow ends, only
     * its own wait ends. It fails with a {@code DeadlineExceededException} at the deadline of the flow.
     *
     * @param shared the shared future
     * @param <T> the type of the result
     * @return a future with the same result
     */
    <T> CompletableFuture<T> waitFor(CompletableFuture<T> shared);

    /**
     * Unwraps an exception from the wrappers that futures put around it.
     *
     * @param thrown the exception that a stage of a future received
     * @return the exception that the call failed with
     */
    static Throwable causeOf(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /**
     * Recovers from one type of exception; any other remains.
     *
     * @param call the future that may fail
     * @param kind the type of exception to recover from
     * @param then what to do instead; may rethrow the exception
     * @param <E> the type of exception
     * @param <T> the type of the result
     * @return a future of the final result
     */
    static <E extends Throwable, T> CompletableFuture<T> recover(
            CompletableFuture<T> call, Class<E> kind, Function<E, CompletableFuture<T>> then) {
        return call.exceptionallyCompose(thrown -> {
            Throwable cause = causeOf(thrown);
            return kind.isInstance(cause) ? then.apply(kind.cast(cause)) : CompletableFuture.failedFuture(cause);
        });
    }

    /**
     * Repeats a step until it has a result. As long as its futures are complete, as in a blocking flow, the repetitions are a
     * loop: the stack does not grow with their number.
     *
     * @param step returns a future of the result, or of empty if the step has to be repeated
     * @param <T> the type of the result
     * @return a future of the result; fails when the step fails
     */
    static <T> CompletableFuture<T> untilPresent(Supplier<CompletableFuture<Optional<T>>> step) {
        CompletableFuture<Optional<T>> latest = step.get();
        while (latest.isDone()
                && !latest.isCompletedExceptionally()
                && latest.join().isEmpty()) {
            latest = step.get();
        }
        return latest.thenCompose(
                result -> result.map(CompletableFuture::completedFuture).orElseGet(() -> untilPresent(step)));
    }

    /**
     * Returns the options of the calls in this flow.
     *
     * @return the options, including the idempotency key of the operation that is being started
     */
    CallOptions options();

    /**
     * Returns the service's time now, as far as this flow knows it: from the {@code Date} of the latest answer to one of its calls,
     * also of a refusal; before that, only if the service has corrected our clock.
     *
     * @return the time, or up to a second before; empty if unknown
     */
    default Optional<Instant> serviceTime() {
        return Optional.empty();
    }

    /** {@return the client's time source} */
    TimeSource time();
}
