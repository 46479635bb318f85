package dev.imagecopy.core.operation;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A store in memory. Within one process, a key never starts two copies, on any cloud; surviving a crash takes a store on disk.
 * Keeps every operation as long as the store itself is reachable. Safe for use by multiple threads.
 */
public final class InMemoryOperationStore implements OperationStore {
    private final Map<OperationKey, StoredOperation> operations = new ConcurrentHashMap<>();
    private final KeyClaims claims = new KeyClaims();
    private volatile boolean closed;

    /** Creates an empty store. */
    public InMemoryOperationStore() {}

    @Override
    public CompletableFuture<Claim> claim(OperationKey key) {
        return claims.claim(key);
    }

    @Override
    public CompletableFuture<Optional<StoredOperation>> find(OperationKey key) {
        return CompletableFuture.completedFuture(Optional.ofNullable(operations.get(requireNonNull(key, "key"))));
    }

    @Override
    public CompletableFuture<?> save(StoredOperation operation) {
        requireNonNull(operation, "operation");
        if (closed) {
            return CompletableFuture.failedFuture(new IllegalStateException("the operation store is closed"));
        }
        operations.put(operation.key(), operation);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Stream<StoredOperation> operations(String provider, String scope) {
        requireNonNull(provider, "provider");
        requireNonNull(scope, "scope");
        return operations.values().stream()
                .filter(operation -> operation.key().provider().equals(provider)
                        && operation.key().scope().equals(scope));
    }

    @Override
    public void close() {
        closed = true;
    }
}
