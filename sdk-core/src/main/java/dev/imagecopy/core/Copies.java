package dev.imagecopy.core;

import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.operation.ResumeReport;
import dev.imagecopy.core.operation.ResumedCopy;
import dev.imagecopy.core.operation.StoredRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All kinds of copies that a client knows, behind one type of request: for programs that make many copies, of several kinds or
 * on several clouds. Every method that takes a request rejects types that the client does not know with an
 * {@code IllegalArgumentException}, before any call.
 *
 * <p>Thread safety: safe for use by multiple threads.
 *
 * @param <T> the type of the result
 */
public interface Copies<T> {

    /**
     * Starts a copy of any kind, like the client's own method for that kind.
     *
     * @param request a copy request of this provider
     * @param options settings of this call that differ from the client's
     * @return the handle of the accepted copy
     */
    Operation<T> start(CopyRequest request, CallOptions options);

    /**
     * Like {@link #start}, but does not block.
     *
     * @param request a copy request of this provider
     * @param options settings of this call that differ from the client's
     * @return a future of the handle; cancelling it aborts the call in flight, which leaves the outcome unknown
     */
    CompletableFuture<Operation<T>> startAsync(CopyRequest request, CallOptions options);

    /**
     * Returns where a copy goes. Does no I/O.
     *
     * @param request a copy request of this provider
     */
    CopyTarget target(CopyRequest request);

    /**
     * Returns what a request copies. Does no I/O.
     *
     * @param request a copy request of this provider
     * @return the id of an image or a desktop, or a path
     */
    String sourceId(CopyRequest request);

    /**
     * Returns what a copy has created. Does no I/O.
     *
     * @param result the copy's result
     * @return the id of an image, or a path
     */
    String resultId(T result);

    /**
     * Returns whether the service runs a copy only once per idempotency key. If it does not, a key in the options needs an
     * operation store. Does no I/O.
     *
     * @param request a copy request of this provider
     */
    boolean honorsKeys(CopyRequest request);

    /**
     * Returns the key under which a copy is stored. Does no I/O.
     *
     * @param idempotencyKey the copy's key
     */
    OperationKey key(String idempotencyKey);

    /**
     * Returns where the client keeps the copies that it starts. Does no I/O.
     *
     * @return the store with which the client was built; empty if it was built without one
     */
    Optional<OperationStore> operationStore();

    /**
     * Reads what is at the target of a request and compares it with the request. Changes nothing.
     *
     * @param request a copy request of this provider
     * @param options settings of these calls that differ from the client's
     * @throws IllegalArgumentException if the request gives its copy no name, so that there is nothing to look for
     */
    TargetLook<T> lookUp(CopyRequest request, CallOptions options);

    /**
     * Like {@link #lookUp}, but does not block.
     *
     * @param request a copy request of this provider
     * @param options settings of these calls that differ from the client's
     */
    CompletableFuture<TargetLook<T>> lookUpAsync(CopyRequest request, CallOptions options);

    /**
     * Deletes what a failed copy has left at the target of a request. The future completes when the service has accepted that. If
     * it is gone already, that is a success.
     *
     * @param request a copy request of this provider
     * @param leftover what {@link #lookUp} found there
     * @param options settings of these calls that differ from the client's
     */
    CompletableFuture<@Nullable Void> deleteAsync(
            CopyRequest request, TargetLook.Leftover<T> leftover, CallOptions options);

    /**
     * Writes a request as text. What the client would add, such as its own region, is included, so that another client that
     * reads it makes the same copy. Does no I/O.
     *
     * @param request a copy request of this provider
     */
    StoredRequest write(CopyRequest request);

    /**
     * Reads a request. Does no I/O.
     *
     * @param stored the text, from {@link #write}
     * @throws IllegalArgumentException if this client cannot read a request of this kind or version; the message says why
     */
    CopyRequest read(StoredRequest stored);

    /**
     * Resumes all copies of this client's account in a store, as described at
     * {@link ImageCopyClient#resumeAll(OperationStore)}.
     *
     * @param store the store
     * @param policy what the client may assume
     */
    ResumeReport<T> resumeAll(OperationStore store, ResumePolicy policy);

    /**
     * Like {@link #resumeAll}, but returns each copy as soon as it is known what became of it, and keeps none of them: for
     * stores that contain more copies than fit into memory. Up to 16 copies are resumed at the same time, as the stream is
     * read.
     *
     * @param store the store
     * @param policy what the client may assume
     * @return a lazy stream, in no particular order, for one thread and to be closed after use; closing it early leaves the
     *     rest in the store. Reading it throws what {@link ImageCopyClient#resumeAll(OperationStore)} throws
     */
    Stream<ResumedCopy<T>> resumeEach(OperationStore store, ResumePolicy policy);

    /**
     * Resumes one stored copy: sends it if it is queued, settles it if it was being sent, continues it if it was accepted.
     *
     * @param store the store
     * @param key the key under which it is stored
     * @param policy what the client may assume
     * @param options settings of these calls that differ from the client's; the key among them is ignored
     * @return a future of what became of it; fails only if the store cannot be read or contains nothing under the key
     */
    CompletableFuture<ResumedCopy<T>> resumeAsync(
            OperationStore store, OperationKey key, ResumePolicy policy, CallOptions options);
}
