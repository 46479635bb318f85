package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.OperationStoreException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.internal.Futures;
import dev.imagecopy.core.internal.call.AsyncFlow;
import dev.imagecopy.core.internal.call.DefaultCallExecutor;
import dev.imagecopy.core.internal.call.TracedFlow;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.operation.ResumedCopy;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.CopyType;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * Starts copies of any kind. If the client has an operation store, what it contains under the copy's key decides what happens,
 * and nobody else changes the same copy in the meantime.
 */
final class RecordedStart {
    private final OperationContext context;
    private final OperationEngine engine;
    private final DefaultCallExecutor<?> calls;

    RecordedStart(OperationContext context, OperationEngine engine, DefaultCallExecutor<?> calls) {
        this.context = context;
        this.engine = engine;
        this.calls = calls;
    }

    <R, T> Operation<T> start(CopyType<?, R, T> type, R request, CallOptions options) {
        CallOptions keyed = keyed(type, request, options);
        Optional<OperationStore> store = context.settings().operationStore();
        if (store.isEmpty()) {
            return engine.start(type, marked(type, request, keyed), keyed);
        }
        TracedFlow flow = StoreCalls.begun(
                context.errorContext(type.submitCall().name()),
                () -> context.blocking(calls, keyed, type.submitCall().name()));
        return Futures.completed(
                start(flow, store.get(), type, request, options.idempotencyKey().isPresent()));
    }

    <R, T> CompletableFuture<Operation<T>> startAsync(CopyType<?, R, T> type, R request, CallOptions options) {
        CallOptions keyed = keyed(type, request, options);
        Optional<OperationStore> store = context.settings().operationStore();
        if (store.isEmpty()) {
            return engine.startAsync(type, marked(type, request, keyed), keyed);
        }
        AsyncFlow flow = StoreCalls.begun(
                context.errorContext(type.submitCall().name()),
                () -> context.async(calls, keyed, type.submitCall().name()));
        return context.exposed(
                start(flow, store.get(), type, request, options.idempotencyKey().isPresent()), flow::cancel);
    }

    /** The caller's key, if the service or a store can make use of it, or a new one. */
    private <R> CallOptions keyed(CopyType<?, R, ?> type, R request, CallOptions options) {
        String method = type.submitCall().name();
        context.lifecycle().requireOpen(context.clientName(), method);
        Optional<String> given = options.idempotencyKey();
        if (given.isEmpty()) {
            return options.withIdempotencyKey(UUID.randomUUID().toString());
        }
        if (context.settings().operationStore().isEmpty() && !type.honorsKeys()) {
            throw new IllegalArgumentException(context.clientName() + "." + method
                    + ": the service has no idempotency keys, so idempotencyKey needs an operation store:"
                    + " set operationStore on the client's builder");
        }
        type.checkKey(request, given.get());
        return options;
    }

    private static <R> R marked(CopyType<?, R, ?> type, R request, CallOptions keyed) {
        return type.marked(request, keyed.idempotencyKey().orElseThrow());
    }

    /** @param mayBeKnown whether the key is the caller's: the store cannot contain one that was just generated */
    private <R, T> CompletableFuture<Operation<T>> start(
            TracedFlow flow, OperationStore store, CopyType<?, R, T> type, R request, boolean mayBeKnown) {
        OperationKey key = new OperationKey(
                context.provider(),
                type.accountScope(),
                flow.options().idempotencyKey().orElseThrow());
        StoreCalls asked =
                new StoreCalls(context, store, flow, type.submitCall().name());
        return asked.claimed(key, () -> (mayBeKnown
                        ? asked.find(key)
                        : CompletableFuture.completedFuture(Optional.<StoredOperation>empty()))
                .thenCompose(found -> found.isEmpty()
                        ? sendFirst(asked, key, type, request)
                        : continued(asked, type, request, found.get())));
    }

    private <R, T> CompletableFuture<Operation<T>> sendFirst(
            StoreCalls asked, OperationKey key, CopyType<?, R, T> type, R request) {
        StoredOperation first = StoredOperation.queued(
                key,
                RequestTexts.write(type, request),
                type.targetRegion(request),
                type.targetName(request),
                context.time().now());
        return new RecordedSend<>(context, engine, asked, type, request, first, true).send();
    }

    private <R, T> CompletableFuture<Operation<T>> continued(
            StoreCalls asked, CopyType<?, R, T> type, R request, StoredOperation found) {
        requireSame(asked, type, request, found);
        boolean neverBegan = found.outcome().filter(end -> !end.begun()).isPresent();
        if (neverBegan || found.phase() == StoredOperation.Phase.QUEUED) {
            return new RecordedSend<>(context, engine, asked, type, request, found, false).send();
        }
        try {
            return goOn(asked, type, found, ResumePolicy.standard()).thenApply(resumed -> resumed.handle()
                    .orElseGet(() -> StoredHandles.restored(context, type, found)));
        } catch (IllegalArgumentException unreadable) {
            throw unreadable(asked, found, unreadable);
        }
    }

    private <R> void requireSame(StoreCalls asked, CopyType<?, R, ?> type, R request, StoredOperation found) {
        boolean same;
        try {
            same = found.request().kind().equals(type.kind())
                    && RequestTexts.isSame(type, RequestTexts.read(type, found.request()), request);
        } catch (IllegalArgumentException unreadable) {
            throw unreadable(asked, found, unreadable);
        }
        if (!same) {
            throw new IllegalArgumentException(
                    context.clientName() + ": idempotencyKey is that of another copy in the operation store");
        }
    }

    private static SdkException unreadable(StoreCalls asked, StoredOperation found, IllegalArgumentException why) {
        if (StoreCalls.isUnderWay(found)) {
            return asked.underWay(found, ", since what is stored cannot be read", why);
        }
        return new OperationStoreException(
                "the operation store holds a copy under this key that cannot be taken up, and nothing was sent",
                asked.call(),
                why);
    }

    /**
     * Continues a stored copy, whose key its call has claimed.
     *
     * @throws IllegalArgumentException if this client cannot read what is stored, or if it belongs to another client
     */
    <R, T> CompletableFuture<ResumedCopy<T>> goOn(
            StoreCalls asked, CopyType<?, R, T> type, StoredOperation stored, ResumePolicy policy) {
        CompletableFuture<ResumedCopy<T>> takenUp;
        try {
            takenUp = takenUp(asked, type, stored, policy);
        } catch (IllegalArgumentException unreadable) {
            throw unreadable;
        } catch (RuntimeException | Error e) {
            takenUp = CompletableFuture.failedFuture(e);
        }
        return takenUp.exceptionallyCompose(
                thrown -> CompletableFuture.failedFuture(asOpen(asked, stored, CallFlow.causeOf(thrown))));
    }

    /** Whatever fails while a copy is taken up that may be under way, such as a clock, must not look like one that never began. */
    private static Throwable asOpen(StoreCalls asked, StoredOperation stored, Throwable error) {
        boolean isOurs = error instanceof SdkException || error instanceof CancellationException;
        return isOurs || !StoreCalls.isUnderWay(stored)
                ? error
                : asked.underWay(stored, " with " + error.getClass().getSimpleName(), error);
    }

    private <R, T> CompletableFuture<ResumedCopy<T>> takenUp(
            StoreCalls asked, CopyType<?, R, T> type, StoredOperation stored, ResumePolicy policy) {
        return switch (stored.phase()) {
            case QUEUED -> submitted(asked, type, stored);
            case SENDING ->
                new StoredSettling<>(context, engine, asked, type, stored, policy)
                        .settle()
                        .thenCompose(settled -> settled.isPresent()
                                ? CompletableFuture.completedFuture(new ResumedCopy.Settled<>(stored, settled.get()))
                                : submitted(asked, type, stored));
            case ACCEPTED ->
                CompletableFuture.completedFuture(new ResumedCopy.Adopted<>(
                        stored,
                        engine.attach(
                                type,
                                StoredHandles.read(context, type, stored),
                                new StoreRecorder<>(context, asked.store(), stored.key(), type, stored.sends()))));
            case FINAL -> CompletableFuture.completedFuture(new ResumedCopy.Finished<>(stored));
        };
    }

    private <R, T> CompletableFuture<ResumedCopy<T>> submitted(
            StoreCalls asked, CopyType<?, R, T> type, StoredOperation stored) {
        R request = RequestTexts.read(type, stored.request());
        return new RecordedSend<>(context, engine, asked, type, request, stored, false)
                .send()
                .thenApply(operation -> new ResumedCopy.Submitted<>(stored, operation));
    }
}
