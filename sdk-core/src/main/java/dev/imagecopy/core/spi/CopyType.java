package dev.imagecopy.core.spi;

import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.TargetLook;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.StoredOutcome;
import dev.imagecopy.core.retry.Repeatability;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One kind of copy of a provider: an operation that can be stored, taken up from a store, and compared with what is at its target.
 *
 * @param <Q> the request, as callers make it
 * @param <R> the same with what the client adds, such as its own region; often the same type
 * @param <T> the type of the result
 */
public interface CopyType<Q extends CopyRequest, R, T> extends OperationType<R, T> {

    /** The type of request that starts this kind of copy. */
    Class<Q> requestType();

    /**
     * Checks a request as far as the client can, and adds what the client knows. Does no I/O.
     *
     * @param request what the caller asked for
     * @throws IllegalArgumentException if the client cannot send it
     */
    R effective(Q request);

    /**
     * Gives the request back that an effective one was made of, with what the client had added.
     *
     * @param effective the request
     */
    Q request(R effective);

    /** Writes and reads requests, as a plain Jackson mapper would, without what is absent. */
    @SuppressWarnings("exports") // authors of provider modules require Jackson themselves
    RequestJson<R> storedForm();

    /**
     * Changes what is sent so that the copy can be told from all others; the same key always changes it in the same way.
     *
     * @param effective the request
     * @param idempotencyKey the copy's key
     * @return by default the same request
     */
    default R marked(R effective, String idempotencyKey) {
        return effective;
    }

    /**
     * Names the account in an operation store: it must not change while the client lives, and must tell clients apart that
     * cannot take up each other's copies.
     *
     * @return by default the {@link #scope}
     */
    default String accountScope() {
        return scope();
    }

    /** Whether the service runs a copy once for each idempotency key. */
    default boolean honoursKeys() {
        return submitCall().repeatability() == Repeatability.KEYED;
    }

    /**
     * Tells the region that a copy goes to.
     *
     * @param effective the request
     * @return empty where the provider has no regions
     */
    String targetRegion(R effective);

    /**
     * Tells the name or path of what is made.
     *
     * @param effective the request
     * @return empty when the request gives none
     */
    String targetName(R effective);

    /**
     * Tells what is copied.
     *
     * @param effective the request
     * @return an id or a path, as the request names it
     */
    String sourceId(R effective);

    /**
     * Tells the id, or the path, of what a copy made.
     *
     * @param result what it yielded
     */
    String resultId(T result);

    /**
     * Makes a result of what a store knows of it, without I/O.
     *
     * @param handle the copy's handle
     * @param outcome how it succeeded
     */
    T restored(OperationHandle handle, StoredOutcome outcome);

    /**
     * Looks at what is at the target and compares it with the request. Only reads.
     *
     * @param flow makes the calls
     * @param effective the request, which has a target name
     * @param intent the handle of an operation that would be adopted, without an idempotency key
     * @param adopt makes a handle of a copy that is in progress
     */
    CompletableFuture<TargetLook<T>> lookUp(
            CallFlow flow, R effective, OperationHandle intent, Function<AcceptedOperation<T>, Operation<T>> adopt);

    /**
     * Deletes what a failed copy left at the target.
     *
     * @param flow makes the calls
     * @param effective the request
     * @param intent as for {@link #lookUp}
     * @param id what {@link #lookUp} gave as the leftover's id
     */
    CompletableFuture<@Nullable Void> delete(CallFlow flow, R effective, OperationHandle intent, String id);

    /**
     * Reads the request of a copy that was taken up from an operation store.
     *
     * @param handle the copy's handle
     * @return the request; empty if the handle is from elsewhere
     */
    default Optional<R> storedRequest(OperationHandle handle) {
        KeptRequest kept = handle.request();
        return kept.right() == KeptRequest.Right.STORE
                ? kept.read(storedForm(), submitCall(), handle.fingerprint())
                : Optional.empty();
    }
}
