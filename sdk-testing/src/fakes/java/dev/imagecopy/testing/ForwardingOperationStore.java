package dev.imagecopy.testing;

import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.StoredOperation;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * An operation store that hands everything on to another one. A test overrides what it wants to be different: a disk that is full, an
 * answer that never comes.
 *
 * <p>Thread safety: that of the other store.
 */
public abstract class ForwardingOperationStore implements OperationStore {
    private final OperationStore target;

    /**
     * Creates a store over another one.
     *
     * @param target the other one, which is closed with this one
     */
    protected ForwardingOperationStore(OperationStore target) {
        this.target = Objects.requireNonNull(target, "target");
    }

    @Override
    public CompletableFuture<Claim> claim(OperationKey key) {
        return target.claim(key);
    }

    @Override
    public CompletableFuture<Optional<StoredOperation>> find(OperationKey key) {
        return target.find(key);
    }

    @Override
    public CompletableFuture<?> save(StoredOperation operation) {
        return target.save(operation);
    }

    @Override
    public Stream<StoredOperation> operations(String provider, String scope) {
        return target.operations(provider, scope);
    }

    @Override
    public Optional<Damage> damage() {
        return target.damage();
    }

    @Override
    public void close() {
        target.close();
    }
}
