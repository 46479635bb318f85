package dev.imagecopy.servicefabric;

import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.ForwardingOperationStore;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Takes its time to save. */
final class LateStore extends ForwardingOperationStore {
    private final ManualTimeSource time;
    private final Duration late;

    LateStore(OperationStore over, ManualTimeSource time, Duration late) {
        super(over);
        this.time = time;
        this.late = late;
    }

    @Override
    public CompletableFuture<?> save(StoredOperation operation) {
        if (late.isZero()) {
            return super.save(operation);
        }
        CompletableFuture<StoredOperation> later = new CompletableFuture<>();
        TimeSource.Timer unused = time.schedule(late, () -> later.complete(operation));
        return later.thenCompose(super::save);
    }
}
