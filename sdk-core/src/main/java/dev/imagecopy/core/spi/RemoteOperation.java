package dev.imagecopy.core.spi;

import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.CancelResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One operation on a service: the provider's part of an {@code Operation}. The engine never polls one operation twice at the
 * same time.
 *
 * @param <T> the type of the result
 */
public interface RemoteOperation<T> {

    /**
     * Asks the service once for the state of the operation.
     *
     * @param flow makes the calls
     * @return a future of the response. A {@code NotFoundException} means the same as {@link PollResult#notFound()}; an
     *     {@code AmbiguousOutcomeException} ends the waits, and the engine adds the resume token to it
     */
    CompletableFuture<PollResult<T>> poll(CallFlow flow);

    /**
     * Looks for the operation by other means if the service does not know it: because it was seen before and is gone, or
     * because it has not become visible within the grace period after acceptance.
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
     * Returns whether waits should continue after a refused poll, because a later poll may be answered although retrying this
     * call would not help.
     *
     * @param refusal the error of the latest poll
     * @return true if the next poll may be answered; false by default
     */
    default boolean mayPass(SdkException refusal) {
        return false;
    }

    /**
     * Adds what a resume token should contain now, but could not when the operation was accepted.
     *
     * @param handle the operation's handle
     * @return the handle; by default unchanged
     */
    default OperationHandle known(OperationHandle handle) {
        return handle;
    }

    /**
     * Returns whether it is certain that nothing of the operation has begun: its request waits for credentials, for a permit or a place
     * of the client, or for another attempt after one that was not executed. Safe for use by multiple threads. Nothing is sent once the
     * client is closed, so what is certain then remains so.
     *
     * @return false by default: the service has accepted the operation
     */
    default boolean isUnsent() {
        return false;
    }

    /**
     * Receives what must be asked before a poll sends the operation's request again. The engine calls this before the first poll.
     *
     * @param permit records that the request is being sent again; by default it is ignored
     */
    default void resendsWith(ResendPermit permit) {}

    /**
     * Returns a future that triggers a poll: when it completes, in whatever way, the engine polls at once. For operations whose
     * end can be known without a poll.
     *
     * @return the future; empty by default
     */
    default Optional<CompletableFuture<?>> pollTrigger() {
        return Optional.empty();
    }
}
