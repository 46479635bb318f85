package dev.imagecopy.core.spi;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One kind of long-running operation of a provider: how it starts, and how it is found again.
 *
 * <p>Thread safety: safe for use by many threads; one instance for each client.
 *
 * @param <R> what starts it
 * @param <T> what it yields
 */
public interface OperationType<R, T> {

    /**
     * Names the kind, for tokens and events.
     *
     * @return for example {@code copy-image}; never changes, since stored tokens hold it
     */
    String kind();

    /** {@return the row of the wire table} */
    ApiCall<R, ?> submitCall();

    /**
     * Tells what is known before the first attempt.
     *
     * @param request what the caller asked for
     * @return the intent
     */
    OperationIntent intent(R request);

    /**
     * Writes and reads requests, where the service honours idempotency keys: the handle then keeps the request, and a lost
     * reply is settled by sending it again.
     *
     * @return by default empty: a request is never sent again
     */
    default Optional<RequestJson<R>> requestJson() {
        return Optional.empty();
    }

    /**
     * Starts the operation.
     *
     * @param flow makes the calls
     * @param request what the caller asked for
     * @param intent the handle so far, without the service's id
     * @return a future of the accepted operation. A call whose outcome is unknown fails it with
     *     {@code AmbiguousOutcomeException}; the engine then calls {@link #reconcile}
     */
    CompletableFuture<AcceptedOperation<T>> submit(CallFlow flow, R request, OperationHandle intent);

    /**
     * Tells, without I/O, whether {@link #reconcile} can find what an intent may have started. Where it cannot, a lost reply is
     * reported at once instead of being looked for in vain.
     *
     * @param intent a handle without the service's id
     * @return by default false
     */
    default boolean reconciles(OperationHandle intent) {
        return false;
    }

    /**
     * Tells, without I/O, whether {@link #reconcile} sends the request again under its key. Then each time counts as one of the
     * attempts that the retry policy allows for the whole start.
     *
     * @param intent a handle without the service's id
     * @return by default false: it only looks
     */
    default boolean reconcilesByRepeating(OperationHandle intent) {
        return false;
    }

    /**
     * Looks once for an operation that an intent may have started.
     *
     * @param flow makes the calls
     * @param intent a handle without the service's id
     * @return a future of the operation, empty when the service shows none. By default empty
     */
    default CompletableFuture<Optional<AcceptedOperation<T>>> reconcile(CallFlow flow, OperationHandle intent) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /**
     * Goes on with an operation from its handle, without I/O.
     *
     * @param handle a handle with the service's id
     * @return the operation
     * @throws IllegalArgumentException if the handle belongs to another region or scope; the message names both
     */
    RemoteOperation<T> attach(OperationHandle handle);

    /**
     * Names the account, project or folder that the client's builder was told. A token of another one, or of none, is refused.
     *
     * @return by default empty: not known without a call, so tokens of any are accepted
     */
    default String scope() {
        return "";
    }

    /**
     * Checks that this client may work with a handle, without I/O. The engine has checked the scope and the forms of region and
     * ids; each detail is the type's to check.
     *
     * @param handle a handle, with or without the service's id
     * @throws IllegalArgumentException if it belongs to another region, or a detail is not of its form; the message names both
     */
    void requireOwn(OperationHandle handle);
}
