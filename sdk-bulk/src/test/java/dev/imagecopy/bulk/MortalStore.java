package dev.imagecopy.bulk;

import dev.imagecopy.core.operation.KeyClaims;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.StoredOperation;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A store whose process can be killed: after that it neither answers nor writes, and another process can open what it wrote. */
final class MortalStore implements OperationStore {
    private final Map<OperationKey, StoredOperation> written;
    private final KeyClaims claims = new KeyClaims();
    private volatile boolean dead;

    MortalStore() {
        this(new ConcurrentHashMap<>());
    }

    private MortalStore(Map<OperationKey, StoredOperation> written) {
        this.written = written;
    }

    /** Ends this process; returns the store as the next one opens it. */
    MortalStore kill() {
        dead = true;
        return new MortalStore(written);
    }

    @Override
    public CompletableFuture<Claim> claim(OperationKey key) {
        return dead ? new CompletableFuture<>() : claims.claim(key);
    }

    @Override
    public CompletableFuture<Optional<StoredOperation>> find(OperationKey key) {
        return dead
                ? new CompletableFuture<>()
                : CompletableFuture.completedFuture(Optional.ofNullable(written.get(key)));
    }

    @Override
    public CompletableFuture<?> save(StoredOperation operation) {
        if (dead) {
            return new CompletableFuture<>();
        }
        written.put(operation.key(), operation);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Stream<StoredOperation> operations(String provider, String scope) {
        return written.values().stream()
                .filter(operation -> operation.key().provider().equals(provider)
                        && operation.key().scope().equals(scope));
    }

    @Override
    public void close() {}
}
