package dev.imagecopy.core.spi;

/**
 * Follows a call in the background: whether anything of it has been sent. Before the first attempt, nothing has. Its methods are
 * called on some thread, and must neither block nor throw.
 */
@FunctionalInterface
public interface SendWatch {
    /** An attempt is passed on to the transport, or leaves its queue. */
    void goesOut();

    /**
     * An attempt waits in the transport's queue, or will be made after a pause. Nothing is sent before {@link #goesOut} was called.
     *
     * @param maybeExecuted whether the service may have executed an earlier attempt
     */
    default void waits(boolean maybeExecuted) {}
}
