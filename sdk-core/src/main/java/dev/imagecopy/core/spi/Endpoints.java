package dev.imagecopy.core.spi;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Finds the base address for a route of the wire table. If addresses must be discovered first, a call waits for {@link #ready},
 * within its deadline and without blocking a thread that must not be blocked.
 *
 * <p>Thread safety: implementations are safe for use by multiple threads.
 */
@FunctionalInterface
public interface Endpoints extends Function<String, URI> {
    /** A future for addresses that are already known. */
    CompletableFuture<?> READY = CompletableFuture.completedFuture(null);

    /**
     * Discovers what {@link #apply} needs, unless it is already known.
     *
     * @param route the call's route
     * @return a future that completes when {@code apply} can answer at once; by default it is already complete
     */
    default CompletableFuture<?> ready(String route) {
        return READY;
    }
}
