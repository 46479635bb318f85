package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.internal.Events;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredOutcome;
import dev.imagecopy.core.spi.CopyType;
import dev.imagecopy.core.spi.OperationHandle;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Updates what a store contains after a poll. Nobody waits for that: if it is lost with the process, the next poll learns it
 * again.
 */
record StoreRecorder<T>(OperationContext context, OperationStore store, OperationKey key, CopyType<?, ?, T> type)
        implements OperationRecorder<T> {
    private static final CompletableFuture<@Nullable Void> DONE = CompletableFuture.completedFuture(null);

    @Override
    public void accepted(OperationHandle handle) {
        update(stored -> stored.phase() == StoredOperation.Phase.SENDING
                ? stored.accepted(context.token(handle), context.time().now())
                : stored);
    }

    @Override
    public void ended(OperationHandle handle, OperationSnapshot<T> last) {
        update(stored -> stored.phase() == StoredOperation.Phase.FINAL
                ? stored
                : stored.accepted(context.token(handle), context.time().now())
                        .ended(outcome(last), context.time().now()));
    }

    private StoredOutcome outcome(OperationSnapshot<T> last) {
        return new StoredOutcome(
                last.state(),
                last.providerStatus(),
                last.result().map(type::resultId).orElse(""),
                last.evidence(),
                last.failure(),
                !type.neverBegan(last));
    }

    private void update(UnaryOperator<StoredOperation> change) {
        try {
            store.claim(key)
                    .thenCompose(claim -> store.find(key)
                            .thenCompose(found -> found.isPresent() ? changed(found.get(), change) : DONE)
                            .whenComplete((saved, thrown) -> claim.close()))
                    .exceptionally(thrown -> {
                        Events.callbackThrew("The operation store", thrown);
                        return null;
                    });
        } catch (RuntimeException | Error e) {
            Events.callbackThrew("The operation store", e);
        }
    }

    private CompletableFuture<@Nullable Void> changed(StoredOperation before, UnaryOperator<StoredOperation> change) {
        StoredOperation after = change.apply(before);
        return after.equals(before) ? DONE : store.save(after).thenApply(saved -> null);
    }
}
