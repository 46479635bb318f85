package dev.imagecopy.core.spi;

/**
 * Follows a call in the background through the transport's queue. Its methods are called on some thread, and must neither block nor
 * throw.
 */
@FunctionalInterface
public interface SendWatch {
    /** An attempt leaves the transport's queue. */
    void goesOut();

    /**
     * An attempt waits in the transport's queue. It is not sent before {@link #goesOut} was called.
     *
     * @param maybeExecuted whether the service may have executed an earlier attempt
     */
    default void waits(boolean maybeExecuted) {}
}
