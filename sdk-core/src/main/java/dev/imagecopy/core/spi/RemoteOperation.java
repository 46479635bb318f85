package dev.imagecopy.core.spi;

import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.CancelResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One operation on a service: the provider's part of an {@code Operation}. The engine never polls one operation twice at the
 * same time.
 *
 * @param <T> what it yields
 */
public interface RemoteOperation<T> {

    /**
     * Asks once how the operation stands.
     *
     * @param flow makes the calls
     * @return a future of the answer. A {@code NotFoundException} means the same as {@link PollResult#notFound()}; an
     *     {@code AmbiguousOutcomeException} ends the waits, and the engine adds the resume token to it
     */
    CompletableFuture<PollResult<T>> poll(CallFlow flow);

    /**
     * Looks for the operation by other means after the service did not know it: it was seen before and is gone, or was not
     * visible within the grace after its acceptance.
     *
     * @param flow makes the calls
     * @param seenBefore whether an earlier poll found it
     * @return a future of what was found; {@link PollResult#notFound()} lets the engine decide (seen before: failed with
     *     the status {@code VANISHED}; never seen: ambiguous). By default not found
     */
    default CompletableFuture<PollResult<T>> missing(CallFlow flow, boolean seenBefore) {
        return CompletableFuture.completedFuture(PollResult.notFound());
    }

    /**
     * Asks the service to cancel the operation.
     *
     * @param flow makes the calls
     * @return a future of what became of the request
     */
    CompletableFuture<CancelResult> cancel(CallFlow flow);

    /**
     * Tells whether a refused poll says nothing lasting, though repeating the same call would not help: then waits go on.
     *
     * @param refusal what the latest poll failed with
     * @return true if the next poll may be answered; false by default
     */
    default boolean mayPass(SdkException refusal) {
        return false;
    }

    /**
     * Offers news without a poll: when the future completes, in whatever way, the engine polls at once.
     *
     * @return the future; empty by default
     */
    default Optional<CompletableFuture<?>> pollTrigger() {
        return Optional.empty();
    }
}
