package dev.imagecopy.servicefabric;

import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Takes its time to save. */
record LateStore(OperationStore over, ManualTimeSource time, Duration late) implements OperationStore {
    @Override
    public CompletableFuture<Claim> claim(OperationKey key) {
        return over.claim(key);
    }

    @Override
    public CompletableFuture<Optional<StoredOperation>> find(OperationKey key) {
        return over.find(key);
    }

    @Override
    public CompletableFuture<?> save(StoredOperation operation) {
        if (late.isZero()) {
            return over.save(operation);
        }
        CompletableFuture<StoredOperation> later = new CompletableFuture<>();
        TimeSource.Timer unused = time.schedule(late, () -> later.complete(operation));
        return later.thenCompose(over::save);
    }

    @Override
    public Stream<StoredOperation> operations(String provider, String scope) {
        return over.operations(provider, scope);
    }

    @Override
    public void close() {
        over.close();
    }
}
