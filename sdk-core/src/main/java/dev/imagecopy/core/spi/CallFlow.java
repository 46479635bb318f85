package dev.imagecopy.core.spi;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Several calls that make one logical step, such as starting an operation or asking how it stands. Written once with
 * futures, run in two ways: in a blocking flow each future is complete when it is returned, since the call was made on the
 * caller's thread; in an asynchronous flow nothing blocks.
 *
 * <p>A flow belongs to one step and is not safe for use by several threads at once.
 */
public interface CallFlow {

    /**
     * Makes a call with this flow's options.
     *
     * @param call the row of the wire table
     * @param request what to send
     * @param <R> what is sent
     * @param <T> what comes back
     * @return a future of what the answer says
     */
    <R, T> CompletableFuture<T> call(ApiCall<R, T> call, R request);

    /**
     * Starts a call that goes on when this flow has ended, until it is answered or the client is closed. The timeouts of this
     * flow's options limit what the caller waits for, so they do not count here: the call's own do.
     *
     * @param call the row of the wire table
     * @param request what to send
     * @param <R> what is sent
     * @param <T> what comes back
     * @return a future that is never completed on the caller's thread
     */
    default <R, T> CompletableFuture<T> background(ApiCall<R, T> call, R request) {
        return background(call, request, () -> {});
    }

    /**
     * Starts a call in the background and hears when it is sent, which may be long after it was started.
     *
     * @param call the row of the wire table
     * @param request what to send
     * @param goesOut runs on some thread whenever an attempt leaves the transport's queue; must neither block nor throw
     * @param <R> what is sent
     * @param <T> what comes back
     * @return as above
     */
    <R, T> CompletableFuture<T> background(ApiCall<R, T> call, R request, Runnable goesOut);

    /**
     * Waits.
     *
     * @param duration how long
     * @return a future that completes then
     */
    CompletableFuture<@Nullable Void> pause(Duration duration);

    /**
     * Waits for something that is not this flow's alone, such as a look-up that several calls share: the flow's end ends this
     * wait and leaves the rest to the others.
     *
     * @param shared what others may wait for as well
     * @param <T> what it brings
     * @return a future of the same
     */
    <T> CompletableFuture<T> waitFor(CompletableFuture<T> shared);

    /**
     * Finds what a call failed with, without the wrappers that stages of futures put around it.
     *
     * @param thrown what a stage was given
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
     * Goes on after one kind of failure; any other stays as it is.
     *
     * @param call what may fail
     * @param kind the failures to go on after
     * @param then what to do instead; it may throw the failure that it was given
     * @param <E> the kind of failure
     * @param <T> what comes back
     * @return a future of what came back in the end
     */
    static <E extends Throwable, T> CompletableFuture<T> recover(
            CompletableFuture<T> call, Class<E> kind, Function<E, CompletableFuture<T>> then) {
        return call.exceptionallyCompose(thrown -> {
            Throwable cause = causeOf(thrown);
            return kind.isInstance(cause) ? then.apply(kind.cast(cause)) : CompletableFuture.failedFuture(cause);
        });
    }

    /**
     * Returns the options of the calls in this flow.
     *
     * @return the options, with the idempotency key of the operation that is being started
     */
    CallOptions options();

    /** {@return the client's time source} */
    TimeSource time();
}
