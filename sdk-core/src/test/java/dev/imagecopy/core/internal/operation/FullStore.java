package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.testing.ForwardingOperationStore;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A disk without space. */
class FullStore extends ForwardingOperationStore {
    FullStore() {
        super(new InMemoryOperationStore());
    }

    @Override
    public CompletableFuture<?> save(StoredOperation operation) {
        return CompletableFuture.failedFuture(new IOException("No space left on device"));
    }

    @Override
    public Stream<StoredOperation> operations(String provider, String scope) {
        return Stream.empty();
    }
}
