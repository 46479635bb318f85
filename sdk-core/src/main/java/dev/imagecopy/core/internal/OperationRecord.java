package dev.imagecopy.core.internal;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.event.Polled;
import dev.imagecopy.core.event.StateChanged;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.spi.AcceptedOperation;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.OperationType;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.spi.RemoteOperation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one operation: handle, latest snapshot, and what "not found" means at this moment. Final states are
 * sticky. Safe for use by many threads.
 */
final class OperationRecord<T> {
    private final OperationEngine engine;
    private final OperationType<?, T> type;
    private final Callbacks.Serial deliveries;
    private final CopyOnWriteArrayList<Consumer<? super OperationSnapshot<T>>> listeners = new CopyOnWriteArrayList<>();
    private final long acceptedAt;
    private final Object lock = new Object();
    private volatile OperationHandle handle;
    private volatile @Nullable RemoteOperation<T> remote;
    private volatile OperationSnapshot<T> latest; // written under lock
    private volatile @Nullable SdkException cause;
    private volatile Duration hint = Duration.ZERO;
    private volatile boolean seen;
    private volatile boolean cancelRequested;

    /** An operation just accepted ({@code age} zero), or resumed some time after its start. */
    OperationRecord(
            OperationEngine engine,
            OperationType<?, T> type,
            OperationHandle handle,
            @Nullable RemoteOperation<T> remote,
            Duration age) {
        this.engine = engine;
        this.type = type;
        this.handle = handle;
        this.remote = remote;
        this.deliveries = engine.callbacks().serial();
        this.acceptedAt = engine.time().nanoTime() - age.toNanos();
        this.latest = snapshot(PollResult.pending(OperationState.QUEUED, ""));
    }

    OperationType<?, T> type() {
        return type;
    }

    OperationHandle handle() {
        return handle;
    }

    Optional<RemoteOperation<T>> remote() {
        return Optional.ofNullable(remote);
    }

    ResumeToken token() {
        return ResumeTokenCodec.encode(handle);
    }

    OperationSnapshot<T> latest() {
        return latest;
    }

    Optional<SdkException> cause() {
        return Optional.ofNullable(cause);
    }

    /** The service's lower bound for the next poll. */
    Duration hint() {
        return hint;
    }

    Duration elapsed() {
        return Duration.ofNanos(engine.time().nanoTime() - acceptedAt);
    }

    boolean seenBefore() {
        return seen;
    }

    boolean cancelRequested() {
        return cancelRequested;
    }

    boolean isWithinGrace() {
        return !seen && elapsed().compareTo(engine.pollPolicy().notFoundGrace()) < 0;
    }

    void addListener(Consumer<? super OperationSnapshot<T>> listener) {
        listeners.add(listener);
    }

    /** Takes an operation over that was found by looking for it. */
    PollResult<T> adopt(AcceptedOperation<T> found) {
        handle = found.handle();
        remote = found.remote();
        return found.first();
    }

    CancelResult cancelled(CancelResult result) {
        cancelRequested |= result instanceof CancelResult.Requested || result instanceof CancelResult.Unknown;
        return result;
    }

    /** Remembers what a poll told and tells everybody who listens. */
    OperationSnapshot<T> absorb(PollResult<T> result) {
        OperationSnapshot<T> before;
        OperationSnapshot<T> after;
        synchronized (lock) {
            before = latest;
            if (before.state().isTerminal()) {
                return before;
            }
            after = snapshot(result);
            latest = after;
            cause = result.cause().orElse(null);
            hint = result.nextPoll().orElse(Duration.ZERO);
            seen |= !isPlaceholder(result);
        }
        engine.events().polled(new Polled(engine.clientName(), type.kind(), after));
        if (before.state() != after.state()) {
            engine.events()
                    .stateChanged(new StateChanged(
                            engine.clientName(),
                            type.kind(),
                            after.operationId(),
                            before.state(),
                            after.state(),
                            after.providerStatus()));
        }
        deliver(after);
        return after;
    }

    private void deliver(OperationSnapshot<T> snapshot) {
        for (Consumer<? super OperationSnapshot<T>> listener : listeners) {
            deliveries.run(() -> listener.accept(snapshot));
        }
        if (snapshot.state().isTerminal()) {
            listeners.clear();
        }
    }

    /** Not visible yet: queued while the grace lasts, or while a lost reply is being looked into. */
    PollResult<T> notVisible() {
        if (!isWithinGrace()) {
            throw ambiguous("no trace of the operation was found on the service");
        }
        return PollResult.pending(OperationState.QUEUED, "");
    }

    PollResult<T> goneAfterCancel() {
        return PollResult.ended(
                OperationState.CANCELLED,
                "",
                new OperationFailure("CANCELLED", "the operation is gone after it was cancelled", Optional.empty()));
    }

    PollResult<T> vanished() {
        if (!seen) {
            throw ambiguous("the service accepted the operation but never showed it");
        }
        return PollResult.ended(
                OperationState.FAILED,
                "VANISHED",
                new OperationFailure("VANISHED", "the service no longer knows the operation", Optional.empty()));
    }

    /** Gives an exception that a provider threw for want of certainty the token that only we can make. */
    RuntimeException withToken(RuntimeException error) {
        if (error instanceof AmbiguousOutcomeException lost
                && lost.resumeToken().isEmpty()) {
            AmbiguousOutcomeException complete = new AmbiguousOutcomeException(
                    String.valueOf(lost.getMessage()),
                    engine.context(type.kind()),
                    Optional.of(token()),
                    lost.getCause());
            for (Throwable suppressed : lost.getSuppressed()) {
                complete.addSuppressed(suppressed);
            }
            return complete;
        }
        return error;
    }

    AmbiguousOutcomeException ambiguous(String reason) {
        return new AmbiguousOutcomeException(reason, engine.context(type.kind()), Optional.of(token()), null);
    }

    private boolean isPlaceholder(PollResult<T> result) {
        return result.state() == OperationState.QUEUED
                && result.providerStatus().isEmpty();
    }

    private OperationSnapshot<T> snapshot(PollResult<T> result) {
        OperationState state = result.state() == null ? OperationState.QUEUED : result.state();
        return new OperationSnapshot<>(
                handle.operationId(),
                state,
                result.providerStatus(),
                result.progressPercent(),
                result.remaining(),
                result.result(),
                result.failure(),
                engine.time().now());
    }
}
