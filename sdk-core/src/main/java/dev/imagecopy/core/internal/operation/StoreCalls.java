package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.OperationStoreException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.internal.Events;
import dev.imagecopy.core.internal.call.TracedFlow;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one call asks of an operation store. The call stops waiting for the store at its deadline, when it is interrupted or
 * cancelled, or when the client is closed, but the claim is released only after the store has finished. Used by one call.
 */
final class StoreCalls {
    private static final String SLOW = "the operation store had not answered";

    private final OperationContext context;
    private final OperationStore store;
    private final TracedFlow flow;
    private final ErrorContext call;

    /** The copy as stored, once {@code SENDING} is durable; null before. */
    private volatile @Nullable StoredOperation sent;

    /** The copy as far as it is known; null as long as nothing is known. */
    private volatile @Nullable StoredOperation known;

    /** Completes when the store has nothing in progress. */
    private volatile CompletableFuture<?> underWay = CompletableFuture.completedFuture(null);

    /** @param method the client's method, for messages */
    StoreCalls(OperationContext context, OperationStore store, TracedFlow flow, String method) {
        this.context = context;
        this.store = store;
        this.flow = flow;
        this.call = context.errorContext(method);
    }

    TracedFlow flow() {
        return flow;
    }

    OperationStore store() {
        return store;
    }

    ErrorContext call() {
        return call;
    }

    /** Does work while nobody else can change what is stored under a key. */
    <V> CompletableFuture<V> claimed(OperationKey key, Supplier<CompletableFuture<V>> work) {
        CompletableFuture<OperationStore.Claim> claim = asked(() -> store.claim(key));
        return orFailed(present(waited(claim, "another call was still working on the same copy")), claim)
                .exceptionallyCompose(thrown -> {
                    if (!claim.cancel(false)) {
                        present(claim).thenAccept(OperationStore.Claim::close);
                    }
                    return CompletableFuture.failedFuture(CallFlow.causeOf(thrown));
                })
                .thenCompose(held -> done(work)
                        .whenComplete((value, thrown) -> underWay.whenComplete((last, failed) -> held.close())))
                .exceptionallyCompose(thrown -> CompletableFuture.failedFuture(told(CallFlow.causeOf(thrown))));
    }

    /** Foreign code that throws, such as a clock, must not make its caller guess what became of the copy. */
    private Throwable told(Throwable error) {
        if (isTelling(error) || flow.hasHandedOver()) {
            return error;
        }
        StoredOperation stored = known;
        return stored != null && isUnderWay(stored)
                ? underWay(stored, " with " + error.getClass().getSimpleName(), error)
                : brokenOff(error, call);
    }

    /** Begins a call, before the store is asked. */
    static <F> F begun(ErrorContext call, Supplier<F> flow) {
        try {
            return flow.get();
        } catch (RuntimeException | Error e) {
            if (isTelling(e)) {
                throw e;
            }
            throw brokenOff(e, call);
        }
    }

    private static boolean isTelling(Throwable error) {
        return error instanceof SdkException
                || error instanceof IllegalArgumentException
                || error instanceof CancellationException;
    }

    private static OperationStoreException brokenOff(Throwable error, ErrorContext call) {
        return new OperationStoreException(
                "the call broke off with " + error.getClass().getSimpleName() + ", and nothing was sent", call, error);
    }

    private static <V> CompletableFuture<V> done(Supplier<CompletableFuture<V>> work) {
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    CompletableFuture<Optional<StoredOperation>> find(OperationKey key) {
        CompletableFuture<Optional<StoredOperation>> asked = asked(() -> store.find(key));
        return orFailed(present(waited(asked, SLOW)), asked).thenApply(found -> {
            known = found.orElse(null);
            return found;
        });
    }

    /** What the store contains under the key, as a list of it says. From then on, no failure hides a copy that may be under way. */
    void knows(StoredOperation listed) {
        known = listed;
    }

    /** Whether the store has lost something that nobody has acknowledged. */
    boolean isDamaged() {
        try {
            return store.damage().isPresent();
        } catch (RuntimeException | Error e) {
            throw failed(e);
        }
    }

    private SdkException failed(Throwable cause) {
        String name = cause.getClass().getSimpleName();
        StoredOperation stored = known;
        return stored != null && isUnderWay(stored)
                ? underWay(stored, ": the operation store failed (" + name + ")", cause)
                : new OperationStoreException(
                        "the operation store failed (" + name + "), and nothing was sent", call, cause);
    }

    /** Whether the service may be working on it. */
    static boolean isUnderWay(StoredOperation stored) {
        return stored.phase() == StoredOperation.Phase.SENDING || stored.phase() == StoredOperation.Phase.ACCEPTED;
    }

    /** For a copy that may be under way, whatever has failed. */
    AmbiguousOutcomeException underWay(StoredOperation stored, String what, @Nullable Throwable cause) {
        return underWay(stored, what, call, cause);
    }

    static AmbiguousOutcomeException underWay(
            StoredOperation stored, String what, ErrorContext call, @Nullable Throwable cause) {
        return new AmbiguousOutcomeException(
                "the copy may be under way, and taking it up broke off" + what
                        + "; do not start it again, resume it with its token",
                call,
                stored.token(),
                cause);
    }

    /** @param late why the deadline has passed */
    private SdkException passed(String late, Duration limit) {
        if (sent != null) {
            return new DeadlineExceededException(late + " after " + limit, call, null); // of use for the log only
        }
        StoredOperation stored = known;
        return stored != null && isUnderWay(stored)
                ? underWay(stored, ": " + late + " after " + limit, null)
                : new DeadlineExceededException(late + " after " + limit + ", and nothing was sent", call, null);
    }

    /**
     * Makes durable that a copy is being sent. If the call ends before the store answers, or the store fails, nothing is sent,
     * and that is stored as soon as possible: a save that failed may have been made all the same.
     *
     * @param instead what to store if nothing is sent
     */
    CompletableFuture<@Nullable Void> saveSending(StoredOperation sending, StoredOperation instead) {
        CompletableFuture<?> saved = save(sending);
        return answer(saved, SLOW)
                .<@Nullable Void>thenApply(durable -> {
                    sent = sending;
                    return null;
                })
                .exceptionallyCompose(thrown -> {
                    underWay = saved.<CompletableFuture<?>>handle(
                                    (late, failed) -> failed == null ? save(instead) : correct(sending, instead))
                            .thenCompose(told -> told);
                    return CompletableFuture.failedFuture(CallFlow.causeOf(thrown));
                });
    }

    /** What the store says that it could not save may be there all the same. */
    private CompletableFuture<?> correct(StoredOperation sending, StoredOperation instead) {
        return present(StoreCalls.<Optional<StoredOperation>>asked(() -> store.find(sending.key())))
                .thenCompose(found ->
                        found.filter(stored -> stored.phase() == sending.phase() && stored.sends() == sending.sends())
                                        .isPresent()
                                ? save(instead)
                                : CompletableFuture.completedFuture(null));
    }

    /** The copy as stored when {@code SENDING} became durable; empty before that. */
    Optional<StoredOperation> sent() {
        return Optional.ofNullable(sent);
    }

    /** Stores what has happened, and waits for that; if the store fails, it has happened all the same. */
    CompletableFuture<@Nullable Void> saveFact(StoredOperation fact) {
        return answer(save(fact), SLOW).handle((durable, thrown) -> {
            if (thrown != null) {
                Events.callbackThrew("The operation store", ofTheStore(CallFlow.causeOf(thrown)));
            }
            return null;
        });
    }

    /** What the store threw itself, since our exception is about the copy. */
    private static Throwable ofTheStore(Throwable thrown) {
        return thrown instanceof SdkException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    private CompletableFuture<?> save(StoredOperation operation) {
        CompletableFuture<?> saved = asked(() -> store.save(operation));
        underWay = saved;
        return saved;
    }

    /** The answer to a question to which null is none: only what has been saved is told by any value. */
    static <V> CompletableFuture<V> present(CompletableFuture<V> answer) {
        return answer.thenApply(value -> {
            if (value == null) {
                throw new IllegalStateException("the store answered with null");
            }
            return value;
        });
    }

    /** A store may throw, or return null. */
    @SuppressWarnings("unchecked") // a future only hands its value out
    static <V> CompletableFuture<V> asked(Supplier<? extends CompletableFuture<? extends V>> question) {
        try {
            CompletableFuture<V> answer = (CompletableFuture<V>) question.get();
            return answer == null
                    ? CompletableFuture.failedFuture(new IllegalStateException("the store answered with null"))
                    : answer;
        } catch (Throwable e) { // a store that is not written in Java may throw checked exceptions
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Waits for the store. That the caller cancelled the wait is no failure of the store, unlike a future that the store cancelled.
     *
     * @param late why the deadline may pass before it is done
     */
    private <V> CompletableFuture<V> answer(CompletableFuture<V> asked, String late) {
        return orFailed(waited(asked, late), asked);
    }

    private <V> CompletableFuture<V> orFailed(CompletableFuture<V> answer, CompletableFuture<V> asked) {
        return answer.exceptionallyCompose(thrown -> {
            Throwable cause = CallFlow.causeOf(thrown);
            return CompletableFuture.failedFuture(
                    cause instanceof SdkException
                                    || (cause instanceof CancellationException && !asked.isCompletedExceptionally())
                            ? cause
                            : failed(cause));
        });
    }

    /** A clock may throw here, which must neither lose a claim nor hide what is being saved. */
    private <V> CompletableFuture<V> waited(CompletableFuture<V> asked, String late) {
        if (asked.isDone()) {
            return asked;
        }
        try {
            return flow.waitForBounded(bounded(asked, late));
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private <V> CompletableFuture<V> bounded(CompletableFuture<V> asked, String late) {
        CompletableFuture<V> bounded = asked.copy();
        Duration limit = flow.options().callTimeout().orElse(context.settings().callTimeout());
        long left = flow.timeLeft().toNanos();
        TimeSource.Timer timer = context.time()
                .scheduleEnd(
                        Duration.ofNanos(Math.max(0, left)), () -> bounded.completeExceptionally(passed(late, limit)));
        Runnable onClose = () -> bounded.completeExceptionally(new ClientClosedException(call, Optional.empty()));
        context.lifecycle().onClose(onClose);
        bounded.whenComplete((value, thrown) -> {
            timer.cancel();
            context.lifecycle().forget(onClose);
        });
        return bounded;
    }
}
