package dev.imagecopy.servicefabric;

import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.StoredOperation;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Never answers while it hangs. */
final class HungStore implements OperationStore {
    private final OperationStore over;
    boolean hangs;

    HungStore(OperationStore over) {
        this.over = over;
    }

    @Override
    public CompletableFuture<Claim> claim(OperationKey key) {
        return hangs ? new CompletableFuture<>() : over.claim(key);
    }

    @Override
    public CompletableFuture<Optional<StoredOperation>> find(OperationKey key) {
        return over.find(key);
    }

    @Override
    public CompletableFuture<?> save(StoredOperation operation) {
        return over.save(operation);
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
