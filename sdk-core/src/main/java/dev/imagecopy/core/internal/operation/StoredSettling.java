package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.AcceptedOperation;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.CopyType;
import dev.imagecopy.core.spi.OperationHandle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what became of a copy that was being sent when its process ended. If the service has idempotency keys, the copy is
 * sent again; if not, the service is searched, repeatedly as long as the copy may still appear. Used by one call.
 */
final class StoredSettling<R, T> {
    private static final List<Duration> DELAYS =
            List.of(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(30));

    private final OperationContext context;
    private final OperationEngine engine;
    private final StoreCalls store;
    private final CopyType<?, R, T> type;
    private final StoredOperation stored;
    private final OperationHandle handle;
    private final ResumePolicy policy;
    private final long startedAt;
    private int looks;

    StoredSettling(
            OperationContext context,
            OperationEngine engine,
            StoreCalls store,
            CopyType<?, R, T> type,
            StoredOperation stored,
            ResumePolicy policy) {
        this.context = context;
        this.engine = engine;
        this.store = store;
        this.type = type;
        this.stored = stored;
        this.policy = policy;
        this.handle = StoredHandles.read(context, type, stored);
        this.startedAt = context.time().nanoTime();
    }

    /**
     * Settles the copy, as far as possible.
     *
     * @return a future of the copy; empty if it never began and may be sent. Fails with {@code AmbiguousOutcomeException},
     *     which carries the token, if this remains unknown
     */
    CompletableFuture<Optional<Operation<T>>> settle() {
        if (!handle.operationId().isEmpty()) {
            return CompletableFuture.completedFuture(Optional.of(engine.attach(type, handle, recorder())));
        }
        return type.reconciles(handle)
                ? CallFlow.untilPresent(this::look).thenApply(Settled::copy)
                : CompletableFuture.failedFuture(open(null));
    }

    /** @param copy empty if it never began */
    private record Settled<T>(Optional<Operation<T>> copy) {}

    /** Looks once; empty if it has to look again. */
    private CompletableFuture<Optional<Settled<T>>> look() {
        looks++;
        return type.reconcile(store.flow(), handle)
                .handle((found, thrown) -> {
                    if (thrown != null) {
                        return again(CallFlow.causeOf(thrown));
                    }
                    return found.isPresent() ? accepted(found.get()) : again(null);
                })
                .thenCompose(told -> told);
    }

    private CompletableFuture<Optional<Settled<T>>> accepted(AcceptedOperation<T> found) {
        CompletableFuture<?> saved;
        try {
            saved = store.saveFact(stored.accepted(
                    context.token(found.handle()), context.time().now()));
        } catch (RuntimeException | Error e) { // from a time source that fails
            return CompletableFuture.failedFuture(engine.withoutHandle(type, found.handle(), e));
        }
        return saved.thenApply(told -> Optional.of(new Settled<>(
                Optional.of(engine.accepted(type, found, store.flow().requestId(), recorder())))));
    }

    /** @param error the error of the last search; null if it found nothing at all */
    private CompletableFuture<Optional<Settled<T>>> again(@Nullable Throwable error) {
        if (error != null && !(error instanceof AmbiguousOutcomeException)) {
            return CompletableFuture.failedFuture(saysNothing(error) ? error : unanswered(error));
        }
        boolean maySend = error == null && mayBeSentAgain();
        Duration left = shownBy().minus(sinceSent());
        if (maySend && (left.isNegative() || left.isZero())) {
            return CompletableFuture.completedFuture(Optional.of(new Settled<>(Optional.empty())));
        }
        Duration pause = DELAYS.get(Math.min(looks, DELAYS.size()) - 1);
        if (maySend) {
            return store.flow()
                    .extraPause(pause.compareTo(left) < 0 ? pause : left) // the policy allows it the settle window
                    .thenApply(over -> Optional.empty());
        }
        return pause.compareTo(left) <= 0 && hasTimeFor(pause)
                ? store.flow().pause(pause).thenApply(over -> Optional.empty())
                : CompletableFuture.failedFuture(open(error));
    }

    /** The caller's guarantee is about names, and counts only if the service has no idempotency keys. */
    private boolean mayBeSentAgain() {
        return policy.namesAreUnique() && type.submitCall().repeatability() == Repeatability.ONCE;
    }

    private Duration shownBy() {
        return mayBeSentAgain() ? policy.settleWindow() : context.pollPolicy().notFoundGrace();
    }

    /** By this machine's clock, while the time may come from another's: a time in the future counts as now. */
    private Duration sinceSent() {
        Duration since = Duration.between(stored.changedAt(), context.time().now());
        Duration here = Duration.ofNanos(context.time().nanoTime() - startedAt);
        return since.compareTo(here) < 0 ? here : since;
    }

    private boolean hasTimeFor(Duration pause) {
        return pause.compareTo(store.flow().timeLeft()) < 0;
    }

    private StoreRecorder<T> recorder() {
        return new StoreRecorder<>(context, store.store(), stored.key(), type, stored.sends());
    }

    /** It only says that this call has ended, not that nothing can be found out about the copy. */
    private static boolean saysNothing(Throwable error) {
        return !(error instanceof SdkException)
                || error instanceof ClientClosedException
                || error instanceof SdkInterruptedException;
    }

    /** The copy may have begun, whether the service will say more if it is asked again or not. */
    private AmbiguousOutcomeException unanswered(Throwable error) {
        if (error instanceof SdkException away && away.retryable()) {
            return store.underWay(stored, ": " + error.getMessage(), error);
        }
        return new AmbiguousOutcomeException(
                "the copy was being sent when its process ended, and what became of it cannot be found out: "
                        + error.getMessage(),
                store.call(),
                stored.token(),
                error);
    }

    private AmbiguousOutcomeException open(@Nullable Throwable unproven) {
        String found = unproven == null
                ? looks == 0 ? "it left nothing to look for it by" : "the service shows no trace of it"
                : String.valueOf(unproven.getMessage());
        return new AmbiguousOutcomeException(
                "the copy was being sent when its process ended, and " + found, store.call(), stored.token(), unproven);
    }
}
