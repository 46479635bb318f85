package dev.imagecopy.core.operation;

import dev.imagecopy.core.error.SdkException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A handle on one long-running operation of a service, such as an image copy. The operation runs on the service: nothing that
 * happens to this handle stops it (losing it, a wait that times out, closing the client), except {@link #cancel()}.
 *
 * <ul>
 *   <li>{@link #latest()} never does I/O; {@link #poll()} asks the service once; {@link #await} asks repeatedly, on a schedule.
 *   <li>All waits on one handle share one poll loop; no thread is blocked per operation, except that of a caller in
 *       {@link #await}.
 *   <li>A final state never changes, and polling a finished operation does no I/O.
 *   <li>{@link #resumeToken()} lets another process continue where this one stopped.
 * </ul>
 *
 * <p>Thread safety: safe for use by multiple threads.
 *
 * @param <T> the type of the result
 */
public interface Operation<T> {

    /**
     * Returns the service's id of this operation. Never does I/O.
     *
     * @return the id; empty as long as it is unknown because a reply was lost
     */
    String id();

    /**
     * Returns a token from which this operation can be resumed, in this process or another. Never does I/O.
     *
     * @return the token, without secrets
     */
    ResumeToken resumeToken();

    /**
     * Returns what is known so far. Does no I/O and does not block.
     *
     * @return the latest snapshot
     */
    OperationSnapshot<T> latest();

    /**
     * Asks the service once for the state of the operation, with the client's retries, and blocks until it has answered. Once
     * the operation has ended, this returns the final snapshot without I/O.
     *
     * @return the new snapshot
     * @throws dev.imagecopy.core.error.SdkException if the service gave no response; the operation is unaffected
     */
    OperationSnapshot<T> poll();

    /**
     * Like {@link #poll()}, but does not block.
     *
     * @return a future of the new snapshot; cancelling it aborts the call in flight
     */
    CompletableFuture<OperationSnapshot<T>> pollAsync();

    /**
     * Returns the error of the latest poll if it failed, no matter who polled. Does no I/O. Transient errors do not end a wait;
     * this shows that there are some.
     *
     * @return the error; empty before the first poll and after each successful one
     */
    Optional<SdkException> lastPollError();

    /**
     * Returns how long the service asked to wait before the next poll, when it answered the latest one. Does no I/O. Waits respect
     * it; it is for programs that schedule polls themselves, with {@link PollPolicy#nextInterval}.
     *
     * @return zero if the service gave no hint
     */
    Duration nextPollHint();

    /**
     * Blocks until the operation has ended, and polls it on the schedule of the client's {@link PollPolicy}. Transient errors
     * of single polls do not end the wait.
     *
     * @param timeout the longest time to wait; must be positive. When it has passed, this wait ends, but not the operation
     * @return the result
     * @throws InterruptedException if the thread is interrupted; a poll in flight is aborted unless another wait needs it
     * @throws dev.imagecopy.core.error.OperationFailedException if the operation failed
     * @throws dev.imagecopy.core.error.OperationCancelledException if the operation was cancelled
     * @throws dev.imagecopy.core.error.OperationWaitTimeoutException if the timeout passed first; its cause is
     *     {@link #lastPollError()}, if there is one
     * @throws dev.imagecopy.core.error.PollingStoppedException if the service refuses to answer polls, for example because a
     *     permission was revoked; the operation is unaffected
     * @throws dev.imagecopy.core.error.AmbiguousOutcomeException if it is unknown whether the operation ever started
     * @throws dev.imagecopy.core.error.ClientClosedException if the client is closed during the wait
     */
    T await(Duration timeout) throws InterruptedException;

    /**
     * Like {@link #await}, but does not block.
     *
     * @param timeout the longest time to wait; must be positive
     * @return a future of the result, which fails with what {@link #await} would throw. Cancelling it ends this wait; when the
     *     last wait ends, polling stops and the poll in flight is aborted. It never cancels the operation on the service
     */
    CompletableFuture<T> awaitAsync(Duration timeout);

    /**
     * Calls a listener with the latest snapshot, and then with each new one that a poll or a wait obtains: in order, one at a
     * time, on the client's callback executor. This does not start polling. The listener receives the final snapshot before any
     * wait for the operation ends, and is then removed.
     *
     * <p>A listener may use this handle and the client, but should return soon: while it blocks, it receives no further
     * snapshots and delays the end of waits, by at most a second. What it throws is logged and otherwise ignored.
     *
     * @param listener receives the snapshots
     * @return this handle
     */
    Operation<T> onProgress(Consumer<? super OperationSnapshot<T>> listener);

    /**
     * Asks the service to cancel the operation and blocks until it has answered. If the service accepts, keep polling or
     * waiting to learn how the operation ended: it may still succeed.
     *
     * @return the result of the request
     * @throws dev.imagecopy.core.error.SdkException if the service refused the request, for example because of a missing
     *     permission
     */
    CancelResult cancel();

    /**
     * Like {@link #cancel()}, but does not block.
     *
     * @return a future of the result of the request
     */
    CompletableFuture<CancelResult> cancelAsync();
}
