package dev.imagecopy.core.spi;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Finds the base address of a route that a call names. Where addresses must be asked for first, a call waits for
 * {@link #ready}, within its deadline and without blocking a thread that must not be blocked.
 *
 * <p>Thread safety: implementations are safe for use by many threads.
 */
@FunctionalInterface
public interface Endpoints extends Function<String, URI> {
    /** The future of addresses that are known. */
    CompletableFuture<?> READY = CompletableFuture.completedFuture(null);

    /**
     * Finds out what {@link #apply} needs, if it is not known yet.
     *
     * @param route what a call names
     * @return a future that completes when {@code apply} can answer at once; by default complete
     */
    default CompletableFuture<?> ready(String route) {
        return READY;
    }
}
