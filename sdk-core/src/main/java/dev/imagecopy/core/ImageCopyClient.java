package dev.imagecopy.core;

import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumeToken;
import java.util.concurrent.CompletableFuture;

/**
 * What every provider's client can do. Make one client for each account and region set and share it: it owns a connection
 * pool and, once an operation is waited for, one timer thread.
 *
 * <p>Thread safety: safe for use by many threads.
 *
 * @param <R> what to copy
 * @param <T> what a successful copy yields
 */
public interface ImageCopyClient<R, T> extends AutoCloseable {

    /**
     * Starts a copy and blocks until the service has accepted it. The copy itself goes on: wait for it with the handle.
     *
     * <p>A lost reply never leads to a second copy: the call is repeated only where the service is known to run it once, and
     * otherwise the service is searched for the copy.
     *
     * <p>An interrupt aborts the call: {@code SdkInterruptedException} when nothing can have reached the service, else
     * {@code AmbiguousOutcomeException}; the interrupt flag is set in both cases.
     *
     * @param request what to copy, already validated
     * @param options what this call does differently
     * @return the handle of the accepted copy
     * @throws dev.imagecopy.core.error.ApiException if the service refused
     * @throws dev.imagecopy.core.error.AmbiguousOutcomeException if it cannot be told whether the copy began; carries a
     *     resume token
     * @throws dev.imagecopy.core.error.SdkException for everything else that fails; nothing was copied then
     */
    Operation<T> copyImage(R request, CallOptions options);

    /**
     * Starts a copy as {@link #copyImage(Object, CallOptions)} does, without blocking.
     *
     * @param request what to copy, already validated
     * @param options what this call does differently
     * @return a future of the handle; cancelling it aborts the call in flight, which leaves the outcome unknown
     */
    CompletableFuture<Operation<T>> copyImageAsync(R request, CallOptions options);

    /**
     * Starts a copy with the client's settings, blocking as {@link #copyImage(Object, CallOptions)}.
     *
     * @param request what to copy, already validated
     * @return the handle of the accepted copy
     */
    default Operation<T> copyImage(R request) {
        return copyImage(request, CallOptions.defaults());
    }

    /**
     * Starts a copy with the client's settings, without blocking.
     *
     * @param request what to copy, already validated
     * @return a future of the handle
     */
    default CompletableFuture<Operation<T>> copyImageAsync(R request) {
        return copyImageAsync(request, CallOptions.defaults());
    }

    /**
     * Picks up an operation that this or another process started. Does no I/O: the first poll or wait asks the service.
     *
     * @param token what {@link Operation#resumeToken()} or an exception gave
     * @return a handle on the operation
     * @throws IllegalArgumentException if the token is damaged, or belongs to another provider, kind of operation, region or
     *     account; the message names both
     */
    Operation<T> resume(ResumeToken token);

    /**
     * Ends every open wait with {@code ClientClosedException} (which carries the resume token) within a second, and frees
     * what the client made: threads, connections, timers. What was handed to its builder stays open. Operations on the
     * service go on. Closing twice does nothing.
     */
    @Override
    void close();
}
