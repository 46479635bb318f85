package dev.imagecopy.core.operation;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Where clients keep their copies, so that none is started twice and none is lost, whenever the process ends. Set it with
 * {@code ClientBuilder.operationStore}; any number of clients may share one. {@link InMemoryOperationStore} is for tests and
 * for copies that need not outlive the process; {@code sdk-bulk} has one in a file.
 *
 * <p>What a client does for each copy, in this order:
 *
 * <ol>
 *   <li>{@link #claim} the key, so that nobody else sends or settles the same copy in the meantime;
 *   <li>{@link #find} what is stored under the key, unless the client has just generated the key;
 *   <li>{@link #save} it as {@code SENDING}, and <b>send nothing until that save has completed</b>, or if it failed;
 *   <li>{@link #save} it as {@code ACCEPTED} with its token, before the caller gets the handle;
 *   <li>release the claim; when a poll sees the end, claim the key again and {@link #save} it as {@code FINAL}.
 * </ol>
 *
 * <p>For implementers: no method may block on a disk or a network, except {@link #operations} and {@link #close}; futures may
 * complete on any thread, and complete exceptionally when the store fails. A claim or a found operation that is null counts as a
 * failure. Saves under one key take effect in the order of the calls. A completed save survives the end of the process, if the
 * store is durable at all; saves that are requested together should share one flush. No key is ever forgotten. Thread safety: safe
 * for use by multiple threads.
 */
public interface OperationStore extends AutoCloseable {

    /**
     * Acquires the exclusive right to change what is stored under a key, whether or not anything is. Claims of one key are
     * granted in the order in which they were requested. They end with the process; a store for one process can use
     * {@link KeyClaims}.
     *
     * @param key the key
     * @return a future of the claim; cancelling it before it completes leaves the queue
     */
    CompletableFuture<Claim> claim(OperationKey key);

    /**
     * Looks up one operation.
     *
     * @param key the key
     * @return a future of what was last saved under the key; empty if nothing was; fails if it is there but cannot be read
     */
    CompletableFuture<Optional<StoredOperation>> find(OperationKey key);

    /**
     * Adds an operation, or replaces the one stored under its key.
     *
     * @param operation what to store
     * @return a future that completes when the operation is durable, and fails if it could not be stored. Cancelling it has no
     *     effect
     */
    CompletableFuture<?> save(StoredOperation operation);

    /**
     * Returns the operations of one account, whatever their phase, in no particular order. The stream is lazy: what is saved
     * while it is read may or may not be included. Each step may block. Close the stream after use.
     *
     * @param provider the provider, for example {@code alibaba-ecs}
     * @param scope the scope of their keys
     */
    Stream<StoredOperation> operations(String provider, String scope);

    /**
     * Reports that the store has lost something. As long as it does, clients send no new copy to a service without idempotency
     * keys, since it may be one that was lost. How the damage is acknowledged is up to the store.
     *
     * @return what is damaged; empty if nothing is, or if it was acknowledged. Never blocks
     */
    default Optional<Damage> damage() {
        return Optional.empty();
    }

    /** Makes everything that was saved durable and releases the store's resources. Closing it twice has no effect. */
    @Override
    void close();

    /** The exclusive right to change what is stored under one key. */
    interface Claim extends AutoCloseable {
        /** Releases the claim. Closing it twice has no effect. */
        @Override
        void close();
    }

    /**
     * What a store has lost.
     *
     * @param records how many records cannot be read, as far as that is known
     * @param description where and why, in one line without secrets
     */
    record Damage(long records, String description) {
        /** Rejects null. */
        public Damage {
            requireNonNull(description, "description");
        }
    }
}
