package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.error.OperationStoreException;
import dev.imagecopy.core.internal.Events;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredOutcome;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.CopyType;
import dev.imagecopy.core.spi.OperationHandle;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Updates what a store contains after a poll. Nobody waits for that: if it is lost with the process, the next poll learns it
 * again.
 */
record StoreRecorder<T>(
        OperationContext context,
        OperationStore store,
        OperationKey key,
        CopyType<?, ?, T> type,
        AtomicInteger own,
        AtomicInteger seen)
        implements OperationRecorder<T> {
    /** For an operation that was not taken up from the store, so that it is never sent again. */
    static final int UNKNOWN = -1;

    /** Why a copy never began that the client was about to send. */
    static final OperationFailure NOT_SENT =
            new OperationFailure("NOT_SENT", "the call ended before it was sent", Optional.empty());

    private static final StoredOutcome NEVER_SENT = new StoredOutcome(
            OperationState.CANCELLED, NOT_SENT.code(), "", Evidence.ANSWERED, Optional.of(NOT_SENT), false);

    private static final CompletableFuture<@Nullable Void> DONE = CompletableFuture.completedFuture(null);

    /** @param sends how often the copy had been sent when it was taken up from the store */
    StoreRecorder(OperationContext context, OperationStore store, OperationKey key, CopyType<?, ?, T> type, int sends) {
        this(context, store, key, type, new AtomicInteger(sends), new AtomicInteger(sends));
    }

    @Override
    public void accepted(OperationHandle handle) {
        update(stored -> stored.phase() == StoredOperation.Phase.SENDING
                ? stored.accepted(context.token(handle), context.time().now())
                : stored);
    }

    /** A copy that never began may have been sent by somebody else meanwhile: the record is theirs then. */
    @Override
    public void ended(OperationHandle handle, OperationSnapshot<T> last) {
        boolean neverBegan = type.neverBegan(last);
        update(stored -> stored.phase() == StoredOperation.Phase.FINAL || (neverBegan && isAnothers(stored))
                ? stored
                : stored.accepted(context.token(handle), context.time().now())
                        .ended(outcome(last), context.time().now()));
    }

    @Override
    public CompletableFuture<ResendAnswer<T>> sendingAgain(OperationHandle handle) {
        int known = seen.get(); // what an earlier question finds meanwhile, its asker may not know yet
        return recorded(handle, "the operation store did not record that the copy is sent, so it was not", stored -> {
            if (stored.sends() != known && stored.sends() != own.get()) {
                seen.set(stored.sends());
                return CompletableFuture.completedFuture(new ResendAnswer.Overtaken<>());
            }
            StoredOperation again =
                    stored.sendingAgain(context.token(handle), context.time().now());
            return StoreCalls.asked(() -> store.save(again))
                    .exceptionallyCompose(thrown -> restored(stored, thrown))
                    .thenApply(durable -> {
                        seen.set(again.sends());
                        own.set(again.sends());
                        return new ResendAnswer.Permitted<>();
                    });
        });
    }

    /** A save that failed may have been made all the same: nothing is sent, so what was stored before is still true. */
    private <V> CompletableFuture<V> restored(StoredOperation before, Throwable why) {
        seen.set(before.sends());
        return StoreCalls.asked(() -> store.save(before))
                .handle((saved, thrown) -> CompletableFuture.<V>failedFuture(CallFlow.causeOf(why)))
                .thenCompose(failed -> failed);
    }

    @Override
    public CompletableFuture<ResendAnswer<T>> neverSending(OperationHandle handle, BooleanSupplier stillUnsent) {
        return recorded(
                handle,
                "the operation store did not record that the copy is not sent any more",
                stored -> isAnothers(stored) || !stillUnsent.getAsBoolean()
                        ? CompletableFuture.completedFuture(new ResendAnswer.Overtaken<>())
                        : store.save(stored.ended(NEVER_SENT, context.time().now()))
                                .thenApply(durable -> new ResendAnswer.Permitted<>()));
    }

    /** Asks the store about a copy under way, and changes what it contains. */
    private CompletableFuture<ResendAnswer<T>> recorded(
            OperationHandle handle,
            String failure,
            Function<StoredOperation, CompletableFuture<ResendAnswer<T>>> underWay) {
        return claimed(found -> answer(found, handle, underWay))
                .exceptionallyCompose(thrown -> CompletableFuture.failedFuture(new OperationStoreException(
                        failure, context.errorContext(type.submitCall().name()), CallFlow.causeOf(thrown))));
    }

    /** Does work with what is stored, while nobody else can change it. Whatever the store does, the claim is released. */
    private <V> CompletableFuture<V> claimed(Function<Optional<StoredOperation>, CompletableFuture<V>> work) {
        return StoreCalls.present(StoreCalls.<OperationStore.Claim>asked(() -> store.claim(key)))
                .thenCompose(
                        claim -> StoreCalls.present(StoreCalls.<Optional<StoredOperation>>asked(() -> store.find(key)))
                                .thenCompose(work)
                                .whenComplete((value, thrown) -> claim.close()));
    }

    private CompletableFuture<ResendAnswer<T>> answer(
            Optional<StoredOperation> found,
            OperationHandle handle,
            Function<StoredOperation, CompletableFuture<ResendAnswer<T>>> underWay) {
        StoredOperation stored = found.filter(copy -> copy.phase() != StoredOperation.Phase.QUEUED)
                .orElseThrow(() -> new IllegalStateException("the store has no copy under way under this key"));
        return stored.phase() == StoredOperation.Phase.FINAL
                ? CompletableFuture.completedFuture(new ResendAnswer.Ended<>(
                        StoredEnd.found(type, handle, stored.outcome().orElseThrow())))
                : underWay.apply(stored);
    }

    /** Whether somebody else has sent the copy since this recorder's operation did, or took it up. */
    private boolean isAnothers(StoredOperation stored) {
        int known = own.get();
        return known != UNKNOWN && stored.sends() != known;
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
        CompletableFuture<?> unused = claimed(found -> found.isPresent() ? changed(found.get(), change) : DONE)
                .whenComplete((saved, thrown) -> {
                    if (thrown != null) {
                        Events.callbackThrew("The operation store", CallFlow.causeOf(thrown));
                    }
                });
    }

    private CompletableFuture<@Nullable Void> changed(StoredOperation before, UnaryOperator<StoredOperation> change) {
        StoredOperation after = change.apply(before);
        return after.equals(before) ? DONE : store.save(after).thenApply(saved -> null);
    }
}
