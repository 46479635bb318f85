package dev.imagecopy.core.spi;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One kind of long-running operation of a provider: how it starts, and how it is found again.
 *
 * <p>Thread safety: safe for use by multiple threads; each client has one instance.
 *
 * @param <R> the type of the request
 * @param <T> the type of the result
 */
public interface OperationType<R, T> {

    /**
     * Returns the name of this kind of operation, for tokens and events.
     *
     * @return for example {@code copy-image}; must never change, since stored tokens contain it
     */
    String kind();

    /** {@return the row of the wire table that starts the operation} */
    ApiCall<R, ?> submitCall();

    /**
     * Returns what is known before the first attempt.
     *
     * @param request the request
     * @return the intent
     */
    OperationIntent intent(R request);

    /**
     * Describes an operation for the message of one that failed: what it copies, and to where.
     *
     * @param handle the operation's handle
     * @return for example {@code the copy of 'store/a' to 'store/b'}
     */
    default String subject(OperationHandle handle) {
        return "the operation";
    }

    /**
     * Returns how requests are written and read, if the service honors idempotency keys: the handle then keeps the request, and
     * a lost reply is settled by sending it again.
     *
     * @return by default empty, in which case a request is never sent again
     */
    default Optional<RequestJson<R>> requestJson() {
        return Optional.empty();
    }

    /**
     * Checks an idempotency key chosen by the caller, without I/O.
     *
     * @param request the caller's request
     * @param key 1 to 64 visible ASCII characters
     * @throws IllegalArgumentException if the service does not accept such a key, or if it was used for another request
     */
    default void checkKey(R request, String key) {}

    /**
     * Reads what has to be known before the request is sent. Changes nothing on the service.
     *
     * @param flow makes the calls
     * @param request the caller's request
     * @param intent the handle so far
     * @return a future of the handle with what was read; by default the same handle, already complete
     */
    default CompletableFuture<OperationHandle> prepare(CallFlow flow, R request, OperationHandle intent) {
        return CompletableFuture.completedFuture(intent);
    }

    /**
     * Starts the operation.
     *
     * @param flow makes the calls
     * @param request the request
     * @param intent the handle that {@link #prepare} returned
     * @return a future of the accepted operation. A call whose outcome is unknown fails it with
     *     {@code AmbiguousOutcomeException}; the engine then calls {@link #reconcile}
     */
    CompletableFuture<AcceptedOperation<T>> submit(CallFlow flow, R request, OperationHandle intent);

    /**
     * Returns, without I/O, whether {@link #reconcile} can find what an intent may have started. If not, a lost reply is
     * reported at once, without a futile search.
     *
     * @param intent a handle without the service's id
     * @return by default false
     */
    default boolean reconciles(OperationHandle intent) {
        return false;
    }

    /**
     * Returns, without I/O, whether {@link #reconcile} sends the request again under its key. If so, each time counts as one of
     * the attempts that the retry policy allows for the whole start.
     *
     * @param intent a handle without the service's id
     * @return by default false, which means that it only looks
     */
    default boolean reconcilesByRepeating(OperationHandle intent) {
        return false;
    }

    /**
     * Looks once for an operation that an intent may have started.
     *
     * @param flow makes the calls
     * @param intent a handle without the service's id
     * @return a future of the operation; empty if the service shows none. By default empty
     */
    default CompletableFuture<Optional<AcceptedOperation<T>>> reconcile(CallFlow flow, OperationHandle intent) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /**
     * Attaches to an operation by its handle, without I/O.
     *
     * @param handle a handle with the service's id
     * @return the operation
     * @throws IllegalArgumentException if the handle belongs to another region or scope; the message names both
     */
    RemoteOperation<T> attach(OperationHandle handle);

    /**
     * Returns the account, project or folder that the client's builder was given. A token without one, or with another one, is
     * rejected.
     *
     * @return by default empty: unknown without a call, so any token is accepted
     */
    default String scope() {
        return "";
    }

    /**
     * Checks, without I/O, that this client may use a handle. The engine has already checked the scope and the format of region
     * and ids; this method checks the details.
     *
     * @param handle a handle, with or without the service's id
     * @throws IllegalArgumentException if it belongs to another region, in which case the message names both, or if a detail
     *     has the wrong format
     */
    void requireOwn(OperationHandle handle);
}
