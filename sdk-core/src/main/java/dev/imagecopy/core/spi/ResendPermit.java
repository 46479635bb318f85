package dev.imagecopy.core.spi;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * Must be asked each time before the request of an operation is sent again during a poll, or after a wait in which somebody else
 * may have sent it. It makes durable that the request is being sent, so that whoever takes the operation over knows of it, and
 * nobody sends what somebody else has sent again.
 */
@FunctionalInterface
public interface ResendPermit {

    /**
     * Records that the request is about to be sent again.
     *
     * @return a future of true if that is durable, and the request may be sent; of false if somebody else has sent it again since
     *     this operation was taken up, so that nothing may be sent and the wait for the outcome begins anew. If it fails, nothing
     *     may be sent
     */
    CompletableFuture<Boolean> sendingAgain();

    /**
     * Records that the request, of which nothing was sent, never will be.
     *
     * @param stillUnsent tells whether the request is still kept from being sent. It is asked when nobody else can change the
     *     record, which may be long after this call, on some thread, and must not block; if it returns false, nothing is recorded
     * @return a future of true if that is durable; of false if it was sent meanwhile, by this process or somebody else
     */
    default CompletableFuture<Boolean> neverSending(BooleanSupplier stillUnsent) {
        return CompletableFuture.completedFuture(stillUnsent.getAsBoolean());
    }
}
