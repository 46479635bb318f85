package dev.imagecopy.core.spi;

import java.util.concurrent.CompletableFuture;

/**
 * Follows a call in the background: whether anything of it has been sent. Before the first attempt, nothing has. Its methods are
 * called on some thread, and must not block.
 */
@FunctionalInterface
public interface SendWatch {
    /**
     * An attempt could be sent now, perhaps after a long wait.
     *
     * @return a future that completes when it may be sent; if it fails, the call ends with that exception, and the attempt is not
     *     sent
     */
    default CompletableFuture<?> mayGoOut() {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * An attempt is passed on to the transport, or leaves its queue.
     *
     * @throws java.util.concurrent.CancellationException if the call was cancelled while it waited, or {@link #mayGoOut} should
     *     have been asked: it is not sent then
     */
    void goesOut();

    /** The attempt that was about to go out is put into the transport's queue instead. */
    default void joinsQueue() {}

    /**
     * An attempt waits in the transport's queue, or will be made after a pause. Nothing is sent before {@link #goesOut} was called.
     *
     * @param maybeExecuted whether the service may have executed an earlier attempt
     */
    default void waits(boolean maybeExecuted) {}
}
