package dev.imagecopy.servicefabric;

import dev.imagecopy.core.operation.InMemoryOperationStore;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.StoredOperation;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A store in memory that fails, or never answers, from some time on, or after whose answer something else happens. */
final class FaultyStore implements OperationStore {
    private final OperationStore over;

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
        this.over = over;
    }

    @Override
    public CompletableFuture<Claim> claim(OperationKey key) {
        return hangs
                ? new CompletableFuture<>()
                : over.claim(key).thenApply(claim -> () -> {
                    claim.close();
                    Runnable now = afterClaim;
                    afterClaim = () -> {};
                    now.run();
                });
    }

    @Override
    public CompletableFuture<Optional<StoredOperation>> find(OperationKey key) {
        return hangs ? new CompletableFuture<>() : over.find(key);
    }

    @Override
    public CompletableFuture<?> save(StoredOperation operation) {
        return fails ? CompletableFuture.failedFuture(new IllegalStateException("disk full")) : over.save(operation);
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
