package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.StoredOperation;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A disk without space. */
class FullStore implements OperationStore {
    private final InMemoryOperationStore memory = new InMemoryOperationStore();

    @Override
    public CompletableFuture<Claim> claim(OperationKey key) {
        return memory.claim(key);
    }

    @Override
    public CompletableFuture<Optional<StoredOperation>> find(OperationKey key) {
        return memory.find(key);
    }

    @Override
    public CompletableFuture<?> save(StoredOperation operation) {
        return CompletableFuture.failedFuture(new IOException("No space left on device"));
    }

    @Override
    public Stream<StoredOperation> operations(String provider, String scope) {
        return Stream.empty();
    }

    @Override
    public void close() {
        memory.close();
    }
}
