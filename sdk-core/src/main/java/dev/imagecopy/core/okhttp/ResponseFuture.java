package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.SendPhase;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The future that the caller of an exchange holds. */
final class ResponseFuture extends CompletableFuture<HttpResponse> {
    private final Runnable abort;
    private final Supplier<SendPhase> reached;

    /**
     * @param abort ends the exchange when this is cancelled
     * @param reached how far the exchange has got
     */
    ResponseFuture(Runnable abort, Supplier<SendPhase> reached) {
        this.abort = abort;
        this.reached = reached;
    }

    void take(ExchangeOutcome result) {
        try {
            complete(result.responseOrThrow());
        } catch (RuntimeException e) {
            completeExceptionally(e);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        abort.run();
        completeExceptionally(AbortExceptions.cancelled(reached.get())); // the response may be about to reach take()
        return isCancelled();
    }
}
