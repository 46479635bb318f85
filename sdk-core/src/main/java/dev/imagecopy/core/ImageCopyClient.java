package dev.imagecopy.core;

import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.operation.ResumeReport;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.operation.ResumedCopy;
import java.util.concurrent.CompletableFuture;

/**
 * What the client of every provider can do. Create one client per account and set of regions, and share it: it owns a
 * connection pool and, as soon as an operation is waited for, a timer thread.
 *
 * <p>Thread safety: safe for use by multiple threads.
 *
 * @param <R> the type of a copy request
 * @param <T> the type of the result
 */
public interface ImageCopyClient<R, T> extends AutoCloseable {

    /**
     * Starts a copy and blocks until the service has accepted it. The copy itself then runs on the service; use the returned
     * handle to wait for it.
     *
     * <p>A lost reply never leads to a second copy: the call is retried only where the service is known to run it once;
     * otherwise the client searches the service for the copy.
     *
     * <p>An interrupt aborts the call. It then throws {@code SdkInterruptedException} if nothing can have reached the service,
     * and {@code AmbiguousOutcomeException} otherwise; the interrupt flag is set in both cases.
     *
     * @param request what to copy, already validated
     * @param options settings of this call that differ from the client's
     * @return the handle of the accepted copy
     * @throws dev.imagecopy.core.error.ApiException if the service refused the call
     * @throws dev.imagecopy.core.error.AmbiguousOutcomeException if it is unknown whether the copy started; carries a resume
     *     token
     * @throws dev.imagecopy.core.error.OperationStoreException if the client's operation store failed; nothing was sent
     * @throws dev.imagecopy.core.error.SdkException for any other failure; no copy was started
     */
    Operation<T> copyImage(R request, CallOptions options);

    /**
     * Like {@link #copyImage(Object, CallOptions)}, but does not block.
     *
     * @param request what to copy, already validated
     * @param options settings of this call that differ from the client's
     * @return a future of the handle; cancelling it aborts the call in flight, which leaves the outcome unknown
     */
    CompletableFuture<Operation<T>> copyImageAsync(R request, CallOptions options);

    /**
     * Like {@link #copyImage(Object, CallOptions)}, with the client's settings.
     *
     * @param request what to copy, already validated
     * @return the handle of the accepted copy
     */
    default Operation<T> copyImage(R request) {
        return copyImage(request, CallOptions.defaults());
    }

    /**
     * Like {@link #copyImageAsync(Object, CallOptions)}, with the client's settings.
     *
     * @param request what to copy, already validated
     * @return a future of the handle
     */
    default CompletableFuture<Operation<T>> copyImageAsync(R request) {
        return copyImageAsync(request, CallOptions.defaults());
    }

    /**
     * Resumes an operation that this or another process started. Does no I/O: the service is asked by the first poll or wait.
     *
     * @param token the token, from {@link Operation#resumeToken()} or from an exception
     * @return a handle on the operation
     * @throws IllegalArgumentException if the token is damaged, or belongs to another provider, kind of operation, region or
     *     account; the message names both sides
     */
    Operation<T> resume(ResumeToken token);

    /**
     * Resumes all copies of this client's account in a store, up to 16 at a time, and blocks until each has been submitted,
     * settled, adopted, or reported as it is: see {@link ResumedCopy}. Assumes nothing about copies of which it is not known
     * whether they began. The report holds the handles of all copies in progress; {@link Copies#resumeEach} returns them one
     * by one.
     *
     * @param store the store, which the caller closes
     * @return what became of each copy
     * @throws dev.imagecopy.core.error.OperationStoreException if the store cannot be read
     * @throws dev.imagecopy.core.error.SdkInterruptedException if the thread is interrupted; copies already resumed are
     *     unaffected
     */
    default ResumeReport<T> resumeAll(OperationStore store) {
        return resumeAll(store, ResumePolicy.standard());
    }

    /**
     * Like {@link #resumeAll(OperationStore)}, with a policy for copies of which it is not known whether they began.
     *
     * @param store the store, which the caller closes
     * @param policy what the client may assume
     * @return what became of each copy
     */
    default ResumeReport<T> resumeAll(OperationStore store, ResumePolicy policy) {
        return copies().resumeAll(store, policy);
    }

    /** Returns all kinds of copies that this client knows, behind one type of request. */
    Copies<T> copies();

    /**
     * Ends every open wait with a {@code ClientClosedException} (which carries the resume token) within a second, and releases
     * what the client created: threads, connections, timers. What was passed to its builder stays open. Operations on the
     * service continue. Closing a client twice has no effect.
     *
     * <p>The client's threads end within a second. Listeners, stages of futures and sources of credentials that still block on them
     * after 0.4 s are interrupted, except on the thread that closes the client; code that ignores interrupts keeps its thread.
     */
    @Override
    void close();
}
