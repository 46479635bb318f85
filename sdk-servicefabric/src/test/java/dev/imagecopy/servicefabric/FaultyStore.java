package dev.imagecopy.servicefabric;

import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.testing.ForwardingOperationStore;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A store in memory that fails, or never answers, from some time on, or after whose answer something else happens. */
final class FaultyStore extends ForwardingOperationStore {
    /** What is saved is refused. */
    boolean fails;

    /** No question is answered. */
    boolean hangs;

    /** Runs once, right after a claim was released. */
    Runnable afterClaim = () -> {};

    FaultyStore() {
        this(new InMemoryOperationStore());
    }

    FaultyStore(OperationStore over) {
        super(over);
    }

    @Override
    public CompletableFuture<Claim> claim(OperationKey key) {
        return hangs
                ? new CompletableFuture<>()
                : super.claim(key).thenApply(claim -> () -> {
                    claim.close();
                    Runnable now = afterClaim;
                    afterClaim = () -> {};
                    now.run();
                });
    }

    @Override
    public CompletableFuture<Optional<StoredOperation>> find(OperationKey key) {
        return hangs ? new CompletableFuture<>() : super.find(key);
    }

    @Override
    public CompletableFuture<?> save(StoredOperation operation) {
        return fails ? CompletableFuture.failedFuture(new IllegalStateException("disk full")) : super.save(operation);
    }
}
