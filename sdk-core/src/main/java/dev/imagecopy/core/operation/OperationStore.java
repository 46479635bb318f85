package dev.imagecopy.core.operation;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Where clients keep their copies, so that none is started twice and none is lost, whenever the process ends. Set it with
 * {@code ClientBuilder.operationStore}; any number of clients share one. {@link InMemoryOperationStore} is for tests and for
 * copies that need not outlive the process; {@code sdk-bulk} has one in a file.
 *
 * <p>What a client does for each copy, in this order:
 *
 * <ol>
 *   <li>{@link #claim} the key, so that nobody else sends or settles the same copy meanwhile;
 *   <li>{@link #find} what is stored under the key, unless the client has just made the key up;
 *   <li>{@link #save} it as {@code SENDING}, and <b>send nothing before that save has completed</b>, nor if it failed;
 *   <li>{@link #save} it as {@code ACCEPTED} with its token, before the caller gets the handle;
 *   <li>give up the claim; when a poll sees the end, claim again and {@link #save} it as {@code FINAL}.
 * </ol>
 *
 * <p>Who implements a store: no method may block on a disk or a network, {@link #operations} and {@link #close} excepted;
 * futures may complete on any thread, exceptionally when the store fails. Saves under one key take effect in the order of the
 * calls. A save that has completed survives the end of the process, if the store promises that at all; saves that are asked for
 * together should share one flush. No key is ever forgotten. Thread safety: safe for use by multiple threads.
 */
public interface OperationStore extends AutoCloseable {

    /**
     * Takes the sole right to move on what is stored under a key, whether or not anything is. Claims of one key are given in the
     * order in which they were asked for. They end with the process; {@link KeyClaims} is all that a store of one process needs.
     *
     * @param key the key
     * @return a future of the claim; cancelling it before it completes gives up the place in the queue
     */
    CompletableFuture<Claim> claim(OperationKey key);

    /**
     * Looks up one operation.
     *
     * @param key the key
     * @return a future of what was saved last under it; empty if nothing was; fails when it is there but cannot be read
     */
    CompletableFuture<Optional<StoredOperation>> find(OperationKey key);

    /**
     * Adds an operation, or replaces the one that is stored under its key.
     *
     * @param operation what to store
     * @return a future that completes when it is durable, and fails when it is not. Cancelling it has no effect
     */
    CompletableFuture<?> save(StoredOperation operation);

    /**
     * Goes through the operations of one account, whatever their phase, in an order of the store's own. Read lazily: what is
     * saved meanwhile may or may not show. May block on each step. To be closed after use.
     *
     * @param provider the provider, for example {@code alibaba-ecs}
     * @param scope the scope of their keys
     */
    Stream<StoredOperation> operations(String provider, String scope);

    /**
     * Says that the store has lost something. While it does, clients send no copy that is not stored to a service that has no
     * idempotency keys, since it may be one that was lost. The store has a way of its own to acknowledge the damage.
     *
     * @return what is damaged; empty if nothing is, or it was acknowledged. Never blocks
     */
    default Optional<Damage> damage() {
        return Optional.empty();
    }

    /** Makes all that was saved durable and frees what the store holds. Closing twice does nothing. */
    @Override
    void close();

    /** The sole right to move on what is stored under one key. */
    interface Claim extends AutoCloseable {
        /** Gives it up. Doing so twice does nothing. */
        @Override
        void close();
    }

    /**
     * What a store has lost.
     *
     * @param records how many records cannot be read, as far as that can be told
     * @param description where and why, in one line without secrets
     */
    record Damage(long records, String description) {
        /** Rejects null. */
        public Damage {
            requireNonNull(description, "description");
        }
    }
}
