package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.OperationStoreException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.internal.Events;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredOutcome;
import dev.imagecopy.core.spi.AcceptedOperation;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.CopyType;
import dev.imagecopy.core.spi.FirstByte;
import dev.imagecopy.core.spi.OperationHandle;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends one copy whose key its call has claimed: {@code SENDING} is durable before the first byte is sent, {@code ACCEPTED}
 * before the caller gets the handle.
 *
 * @param request what to send
 * @param before the copy as it is stored, or would be
 * @param isNew whether the store does not contain it yet
 */
record RecordedSend<R, T>(
        OperationContext context,
        OperationEngine engine,
        StoreCalls store,
        CopyType<?, R, T> type,
        R request,
        StoredOperation before,
        boolean isNew) {
    CompletableFuture<Operation<T>> send() {
        if (isNew && !type.honorsKeys() && store.isDamaged()) {
            throw new OperationStoreException(
                    "the operation store is damaged, so this copy may have begun already, and the service has no idempotency"
                            + " keys: look for it and acknowledge the damage; nothing was sent",
                    store.call(),
                    null);
        }
        String key = before.key().idempotencyKey();
        R marked = type.marked(request, key);
        OperationHandle intent = engine.intent(type, marked, key);
        return engine.send(store.flow(), type, marked, intent, this::storeSending)
                .handle((accepted, thrown) -> thrown == null ? accepted(accepted) : failed(CallFlow.causeOf(thrown)))
                .thenCompose(told -> told);
    }

    private CompletableFuture<OperationHandle> storeSending(OperationHandle prepared) {
        return noteServiceTime(prepared).thenCompose(noted -> {
            StoredOperation sending =
                    before.sending(context.token(prepared), context.time().now());
            return store.saveSending(sending, unsent(sending, StoreRecorder.NOT_SENT, true))
                    .thenApply(durable -> prepared);
        });
    }

    /** After an earlier process sent the copy in vain, its time counts: the service may still execute that request. */
    private CompletableFuture<@Nullable Void> noteServiceTime(OperationHandle prepared) {
        if (before.phase() == StoredOperation.Phase.SENDING && before.token().isPresent()) {
            FirstByte earlier =
                    ResumeTokenCodec.decode(before.token().get()).request().firstByte();
            prepared.request().firstByte().wasSentBy(earlier);
        }
        return type.noteServiceTime(store.flow(), prepared);
    }

    private CompletableFuture<Operation<T>> accepted(AcceptedOperation<T> accepted) {
        StoredOperation sent = store.sent().orElse(before);
        CompletableFuture<?> saved;
        try {
            saved = store.saveFact(sent.accepted(
                    context.token(accepted.handle()), context.time().now()));
        } catch (RuntimeException | Error e) { // from a time source that fails
            return CompletableFuture.failedFuture(engine.withoutHandle(type, accepted.handle(), e));
        }
        return saved.thenApply(told -> engine.accepted(
                type,
                accepted,
                store.flow().requestId(),
                new StoreRecorder<>(context, store.store(), before.key(), type, sent.sends())));
    }

    /** If it is certain that nothing began, the store must know that; otherwise the copy would be sent when it is resumed. */
    private CompletableFuture<Operation<T>> failed(Throwable error) {
        Optional<StoredOperation> sent = store.sent();
        if (sent.isEmpty() || !isCertain(error)) {
            return CompletableFuture.failedFuture(error);
        }
        return store.saveFact(unsent(sent.get(), failure(error), mayPass(error)))
                .thenCompose(told -> CompletableFuture.failedFuture(error));
    }

    /** A copy that was queued in the store stays queued if trying again may help; any other has ended. */
    private StoredOperation unsent(StoredOperation sent, OperationFailure why, boolean mayPass) {
        boolean waitsOn = !isNew && before.phase() == StoredOperation.Phase.QUEUED && mayPass;
        return waitsOn ? before : sent.ended(StoredOutcome.neverBegan(why), now(sent));
    }

    /** A clock that fails must not hide that nothing was sent. */
    private Instant now(StoredOperation sent) {
        try {
            return context.time().now();
        } catch (RuntimeException | Error e) {
            Events.callbackThrew("The time source", e);
            return sent.changedAt();
        }
    }

    /**
     * Whether an error means that nothing of the copy began. A call that breaks off after a byte was sent is ambiguous, whatever foreign
     * code throws; only one that was cancelled does not say how far it had got, nor one in the background.
     */
    private boolean isCertain(Throwable error) {
        if (error instanceof SdkException || error instanceof IllegalArgumentException) {
            return !(error instanceof AmbiguousOutcomeException);
        }
        return error instanceof CancellationException
                ? !store.flow().mayHaveSent()
                : !store.flow().hasHandedOver();
    }

    /** Foreign code that failed, such as a clock, says nothing about the copy. */
    private static boolean mayPass(Throwable error) {
        return error instanceof SdkException e
                ? e.retryable() || e instanceof ClientClosedException || e instanceof SdkInterruptedException
                : !(error instanceof IllegalArgumentException);
    }

    private static OperationFailure failure(Throwable error) {
        boolean isOurs = error instanceof SdkException || error instanceof IllegalArgumentException;
        String message = isOurs ? String.valueOf(error.getMessage()) : "";
        return error instanceof ApiException refusal && !refusal.code().isEmpty()
                ? new OperationFailure(refusal.code(), message, refusal.requestId())
                : new OperationFailure(error.getClass().getSimpleName(), message, Optional.empty());
    }
}
