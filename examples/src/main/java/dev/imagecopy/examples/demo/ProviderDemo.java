package dev.imagecopy.examples.demo;

import dev.imagecopy.core.operation.Operation;
import java.util.concurrent.CompletableFuture;

/**
 * One provider's part of the demo: a simulator of the service, a client that talks to it, and one copy. Closing it closes
 * both.
 *
 * @param <T> the type of the result
 */
public interface ProviderDemo<T> extends AutoCloseable {
    /** The provider's name in the table. */
    String provider();

    /** The source of the copy. */
    String source();

    /** Starts the copy. */
    CompletableFuture<Operation<T>> startCopy();

    /** The new image's id, or the path of the copied content. */
    String destination(T result);

    @Override
    void close();
}
