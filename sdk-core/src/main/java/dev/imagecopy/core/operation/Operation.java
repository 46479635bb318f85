package dev.imagecopy.core.operation;

import dev.imagecopy.core.error.SdkException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A handle on one long-running operation of a service, such as an image copy. The operation lives on the service: nothing
 * done to this handle (losing it, a wait that times out, closing the client) stops it, except {@link #cancel()}.
 *
 * <ul>
 *   <li>{@link #latest()} never does I/O; {@link #poll()} asks the service once; {@link #await} asks on a schedule.
 *   <li>All waits on one handle share one poll loop; no thread is parked for a waiting operation.
 *   <li>A final state never changes, and polling a finished operation does no I/O.
 *   <li>{@link #resumeToken()} lets another process go on where this one ended.
 * </ul>
 *
 * <p>Thread safety: safe for use by many threads.
 *
 * @param <T> what a successful operation yields
 */
public interface Operation<T> {

    /**
     * Returns the service's id of this operation. Never does I/O.
     *
     * @return the id; empty while a lost reply keeps it unknown
     */
    String id();

    /**
     * Returns a token from which this operation can be resumed, in this process or another. Never does I/O.
     *
     * @return the token, without secrets
     */
    ResumeToken resumeToken();

    /**
     * Returns what is known so far. Never does I/O and never blocks.
     *
     * @return the latest snapshot
     */
    OperationSnapshot<T> latest();

    /**
     * Asks the service once how the operation stands, with the client's retries, and blocks for the answer. Once the
     * operation is over it returns the final snapshot without I/O.
     *
     * @return the new snapshot
     * @throws dev.imagecopy.core.error.SdkException if the answer could not be had; the operation is untouched
     */
    OperationSnapshot<T> poll();

    /**
     * Asks the service once, as {@link #poll()} does, without blocking.
     *
     * @return a future of the new snapshot; cancelling it aborts the call in flight
     */
    CompletableFuture<OperationSnapshot<T>> pollAsync();

    /**
     * Returns why the latest poll brought no answer, whoever made it. Never does I/O. Errors that may pass do not end a
     * wait: this tells how it is going.
     *
     * @return the error; empty before the first poll and after each poll that was answered
     */
    Optional<SdkException> lastPollError();

    /**
     * Blocks until the operation is over, asking the service on the client's {@link PollPolicy} schedule. Errors of
     * single polls that may pass do not end the wait.
     *
     * @param timeout the longest to wait; must be positive. Its end ends this wait, never the operation
     * @return the result
     * @throws InterruptedException if the thread is interrupted; a call in flight is aborted when nobody else waits
     * @throws dev.imagecopy.core.error.OperationFailedException if the operation failed
     * @throws dev.imagecopy.core.error.OperationCancelledException if the operation was cancelled
     * @throws dev.imagecopy.core.error.OperationWaitTimeoutException if the timeout came first; its cause is
     *     {@link #lastPollError()}, if there is one
     * @throws dev.imagecopy.core.error.PollingStoppedException if the service lastingly refuses to tell, for example
     *     because a permission was withdrawn; the operation is untouched
     * @throws dev.imagecopy.core.error.AmbiguousOutcomeException if it cannot be told whether the operation ever began
     * @throws dev.imagecopy.core.error.ClientClosedException if the client is closed meanwhile
     */
    T await(Duration timeout) throws InterruptedException;

    /**
     * Waits as {@link #await} does, without blocking.
     *
     * @param timeout the longest to wait; must be positive
     * @return a future of the result, which fails as {@link #await} throws. Cancelling it ends this wait; the last wait
     *     to end stops the polling and aborts the call in flight. It never cancels the operation on the service
     */
    CompletableFuture<T> awaitAsync(Duration timeout);

    /**
     * Calls a listener with the latest snapshot and then with each new one that a poll or a wait brings, in order and one
     * at a time, on the client's callback executor. It does not start polling itself. The listener hears the final snapshot
     * before waits for the operation end, and is then dropped.
     *
     * <p>A listener may call this handle and the client, but should return soon: while it blocks, it hears nothing more and
     * delays the end of waits, though by no more than a second. What it throws is logged and otherwise ignored.
     *
     * @param listener takes the snapshots
     * @return this handle
     */
    Operation<T> onProgress(Consumer<? super OperationSnapshot<T>> listener);

    /**
     * Asks the service to cancel the operation and blocks for its answer. Where the service accepts, poll or wait on to
     * learn how the operation ended: it may still succeed.
     *
     * @return what became of the request
     * @throws dev.imagecopy.core.error.SdkException if the service refused the request, for example for want of a
     *     permission
     */
    CancelResult cancel();

    /**
     * Asks the service to cancel the operation, as {@link #cancel()} does, without blocking.
     *
     * @return a future of what became of the request
     */
    CompletableFuture<CancelResult> cancelAsync();
}
