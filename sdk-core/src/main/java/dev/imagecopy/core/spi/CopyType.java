package dev.imagecopy.core.spi;

import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.TargetLook;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.StoredOutcome;
import dev.imagecopy.core.retry.Repeatability;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One kind of copy of a provider: an operation that can be stored, resumed from a store, and compared with what is at its
 * target.
 *
 * @param <Q> the request that callers make
 * @param <R> the request with what the client adds, such as its own region; often the same type
 * @param <T> the type of the result
 */
public interface CopyType<Q extends CopyRequest, R, T> extends OperationType<R, T> {

    /** Returns the type of request that starts this kind of copy. */
    Class<Q> requestType();

    /**
     * Checks a request as far as the client can, and adds what the client knows. Does no I/O.
     *
     * @param request the caller's request
     * @throws IllegalArgumentException if the client cannot send it
     */
    R effective(Q request);

    /**
     * Converts an effective request back into one that a caller can make, with what the client has added.
     *
     * @param effective the request
     */
    Q request(R effective);

    /** Returns how requests are written and read: as a plain Jackson mapper would, without absent values. */
    @SuppressWarnings("exports") // authors of provider modules require Jackson themselves
    RequestJson<R> storedForm();

    /**
     * Marks a request so that its copy can be told from all others; the same key always marks it in the same way.
     *
     * @param effective the request
     * @param idempotencyKey the copy's key
     * @return by default the same request
     */
    default R marked(R effective, String idempotencyKey) {
        return effective;
    }

    /**
     * Returns the account's name in an operation store. It must not change during the client's life, and must differ between
     * clients that cannot resume each other's copies.
     *
     * @return by default the {@link #scope}
     */
    default String accountScope() {
        return scope();
    }

    /** Returns whether the service runs a copy only once per idempotency key. */
    default boolean honorsKeys() {
        return submitCall().repeatability() == Repeatability.KEYED;
    }

    /**
     * Returns the region that a copy goes to.
     *
     * @param effective the request
     * @return the region; empty if the provider has no regions
     */
    String targetRegion(R effective);

    /**
     * Returns the account, project or folder that a copy goes to, as far as the builder and the request name it. It must not
     * change during the client's life.
     *
     * @param effective the request
     * @return by default the scope of the {@link #intent}; empty if unknown
     */
    default String targetScope(R effective) {
        return intent(effective).scope();
    }

    /**
     * Returns the name or path of the new image.
     *
     * @param effective the request
     * @return the name; empty if the request has none
     */
    String targetName(R effective);

    /**
     * Returns what is copied.
     *
     * @param effective the request
     * @return an id or a path, as the request names it
     */
    String sourceId(R effective);

    /**
     * Returns whether the end of a copy proves that the service never received its request, so that the same copy may be started
     * again under its key.
     *
     * @param end the final snapshot
     * @return by default false
     */
    default boolean neverBegan(OperationSnapshot<T> end) {
        return false;
    }

    /**
     * Returns the id or path of the image that a copy has created.
     *
     * @param result the copy's result
     */
    String resultId(T result);

    /**
     * Creates a result from what a store knows about it, without I/O.
     *
     * @param handle the copy's handle
     * @param outcome how it succeeded
     */
    T restored(OperationHandle handle, StoredOutcome outcome);

    /**
     * Notes the service's time in a handle that is about to be stored and then sent, if another process would need it to
     * recognize the copy.
     *
     * @param flow makes the calls, of which none may change anything
     * @param intent the copy's handle, as {@link #prepare} completed it
     * @return by default a completed future. It does not fail: without the time, the copy is only harder to recognize
     */
    default CompletableFuture<@Nullable Void> noteServiceTime(CallFlow flow, OperationHandle intent) {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * Reads what is at the target and compares it with the request. Changes nothing.
     *
     * @param flow makes the calls
     * @param effective the request, which has a target name
     * @param intent the handle of an operation that may be adopted, without an idempotency key
     * @param adopt creates the handle of a copy that is in progress
     */
    CompletableFuture<TargetLook<T>> lookUp(
            CallFlow flow, R effective, OperationHandle intent, Function<AcceptedOperation<T>, Operation<T>> adopt);

    /**
     * Deletes what a failed copy left at the target. It may be gone already, which is a success: make the call with {@link
     * CallFlow#deleteIfExists}.
     *
     * @param flow makes the calls
     * @param effective the request
     * @param intent the handle, as for {@link #lookUp}
     * @param id the leftover's id, from {@link #lookUp}
     */
    CompletableFuture<@Nullable Void> delete(CallFlow flow, R effective, OperationHandle intent, String id);

    /**
     * Reads the request of a copy that was resumed from an operation store.
     *
     * @param handle the copy's handle
     * @return the request; empty if the handle comes from elsewhere
     */
    default Optional<R> storedRequest(OperationHandle handle) {
        KeptRequest kept = handle.request();
        return kept.right() == KeptRequest.Right.STORE
                ? kept.read(storedForm(), submitCall(), handle.fingerprint())
                : Optional.empty();
    }
}
