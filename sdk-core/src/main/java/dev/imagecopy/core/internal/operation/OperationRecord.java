package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.OperationCancelledException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.event.PollFailed;
import dev.imagecopy.core.event.Polled;
import dev.imagecopy.core.event.StateChanged;
import dev.imagecopy.core.internal.Callbacks;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.spi.AcceptedOperation;
import dev.imagecopy.core.spi.KeptRequest;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.OperationType;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.spi.RemoteOperation;
import dev.imagecopy.core.spi.ResendPermit;
import dev.imagecopy.core.spi.ServiceError;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one operation: its handle, the latest snapshot, and the results of the latest poll and of requests to
 * cancel. A final state never changes. Safe for use by multiple threads; its monitor is never held during I/O or application
 * code.
 */
final class OperationRecord<T> {
    private static final CompletableFuture<?> NOBODY_TO_TELL = CompletableFuture.completedFuture(null);

    private final OperationContext context;
    private final OperationType<?, T> type;
    private final OperationRecorder<T> recorder;
    private final @Nullable Withdrawal withdrawal; // null if it was sent before it was accepted
    private volatile long acceptedAt;
    private volatile long latestAcceptanceAt;
    private volatile OperationHandle handle;
    private volatile @Nullable RemoteOperation<T> remote;
    private volatile OperationSnapshot<T> latest; // written under this
    private volatile boolean seen;
    private volatile boolean repeated;
    private volatile Duration hint = Duration.ZERO;
    private volatile @Nullable SdkException cause;
    private volatile @Nullable SdkException lastPollError;
    private int failuresInARow; // guarded by this
    private int cancelsUnderWay; // guarded by this
    private boolean cancelRequested; // guarded by this
    private boolean cancelAccepted; // guarded by this
    private volatile CompletableFuture<?> endTold = NOBODY_TO_TELL; // written under this

    /** Usually there are none: iterating over this empty list, unlike {@code List.of()}, allocates nothing. Guarded by this. */
    private List<Callbacks.ListenerQueue<OperationSnapshot<T>>> listeners = Collections.emptyList();

    /** An operation that was just accepted ({@code age} zero), or resumed some time after its start. */
    OperationRecord(
            OperationContext context,
            OperationType<?, T> type,
            OperationHandle handle,
            @Nullable RemoteOperation<T> remote,
            Duration age,
            OperationRecorder<T> recorder) {
        this.recorder = recorder;
        this.context = context;
        this.type = type;
        this.handle = handle;
        this.remote = remote;
        this.acceptedAt = context.time().nanoTime() - TimeSource.saturatedNanos(age);
        this.latestAcceptanceAt =
                mayHaveBeenRepeated(type, age) ? context.time().nanoTime() : acceptedAt;
        this.latest = OperationSnapshot.<T>builder()
                .operationId(handle.operationId())
                .observedAt(context.time().now())
                .build();
        if (remote != null) {
            remote.resendsWith(permit());
        }
        Optional<CompletableFuture<?>> answered = remote == null ? Optional.empty() : remote.pollTrigger();
        withdrawal = answered.isPresent() ? new Withdrawal(() -> permit().neverSending(this::isUnsent)) : null;
        answered.ifPresent(end -> {
            CompletableFuture<?> unused = end.whenComplete((value, thrown) -> isWithdrawn());
        });
    }

    private ResendPermit permit() {
        return new ResendPermit() {
            @Override
            public CompletableFuture<Boolean> sendingAgain() {
                RemoteOperation<T> known = remote;
                return recorder.sendingAgain(known == null ? handle : known.known(handle))
                        .thenApply(OperationRecord.this::isPermitted);
            }

            @Override
            public CompletableFuture<Boolean> neverSending(BooleanSupplier stillUnsent) {
                return recorder.neverSending(handle, stillUnsent).thenApply(OperationRecord.this::isPermitted);
            }
        };
    }

    private boolean isPermitted(ResendAnswer<T> answer) {
        if (answer instanceof ResendAnswer.Ended<T> ended) {
            absorb(ended.end(), Optional.empty());
        }
        return answer instanceof ResendAnswer.Permitted;
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

    /** Whether the provider considers a refused poll transient. */
    boolean mayPass(SdkException refusal) {
        return remote().map(known -> known.mayPass(refusal)).orElse(false);
    }

    ResumeToken token() {
        RemoteOperation<T> known = remote;
        return context.token(known == null ? handle : known.known(handle));
    }

    /** The context of the client method that started the operation, for messages. */
    ErrorContext errorContext() {
        return context.errorContext(type.submitCall().name());
    }

    OperationSnapshot<T> latest() {
        return latest;
    }

    /** The latest snapshot for the application. What was withdrawn will never be sent, like what was cancelled before. */
    OperationSnapshot<T> latestTold() {
        OperationSnapshot<T> known = latest;
        if (known.state().isTerminal() || !isWithdrawn()) {
            return known;
        }
        return OperationSnapshot.<T>builder()
                .operationId(known.operationId())
                .state(OperationState.CANCELLED)
                .providerStatus(StoreRecorder.NOT_SENT.code())
                .failure(Optional.of(StoreRecorder.NOT_SENT))
                .observedAt(known.observedAt())
                .build();
    }

    /** Whether the client was closed before it sent the operation, and nobody else has sent it. */
    private boolean isWithdrawn() {
        return context.lifecycle().isClosed() && isUnsent() && withdrawal != null && withdrawal.isRecorded();
    }

    private boolean isUnsent() {
        RemoteOperation<T> known = remote;
        return known != null && known.isUnsent();
    }

    Optional<SdkException> lastPollError() {
        return Optional.ofNullable(lastPollError);
    }

    /** The service's lower bound for the next poll. */
    Duration hint() {
        return hint;
    }

    Duration elapsed() {
        return Duration.ofNanos(context.time().nanoTime() - acceptedAt);
    }

    /** Whether any poll found the operation; its acceptance by the service is not enough. */
    boolean seenBefore() {
        return seen;
    }

    /** A token contains the time of the first sending only. What was sent again may be accepted at any time of a key's life. */
    private static boolean mayHaveBeenRepeated(OperationType<?, ?> type, Duration age) {
        return type.requestJson().isPresent() && age.compareTo(KeptRequest.KEY_LIFE) <= 0;
    }

    /** Whether "not found" may still mean "not yet visible". */
    boolean isWithinGrace() {
        return context.time().nanoTime() - latestAcceptanceAt
                < TimeSource.saturatedNanos(context.pollPolicy().notFoundGrace());
    }

    /** Adds a listener, which receives the latest snapshot at once, and then all that follow. */
    void addListener(Consumer<? super OperationSnapshot<T>> listener) {
        Callbacks.ListenerQueue<OperationSnapshot<T>> queue =
                context.callbacks().queueFor(listener);
        synchronized (this) {
            if (latest.state().isTerminal()) {
                endTold = CompletableFuture.allOf(endTold, queue.addLast(latest));
            } else {
                queue.add(latest);
            }
            List<Callbacks.ListenerQueue<OperationSnapshot<T>>> more = new ArrayList<>(listeners);
            more.add(queue);
            listeners = List.copyOf(more);
        }
        queue.deliver();
        dropWhenTold();
    }

    /** Removes the listeners once they have received the final snapshot. */
    private void dropWhenTold() {
        if (latest.state().isTerminal() && endTold != NOBODY_TO_TELL) {
            endTold.whenComplete((value, thrown) -> {
                synchronized (this) {
                    listeners = endTold.isDone() ? Collections.emptyList() : listeners;
                }
            });
        }
    }

    /** Completes when all listeners have received the final snapshot, if there is one. */
    CompletableFuture<?> endTold() {
        return endTold;
    }

    /** Whether the caller is one of the listeners, which cannot receive anything before it returns. */
    synchronized boolean isListenerHere() {
        return listeners.stream().anyMatch(Callbacks.ListenerQueue::isTellingHere);
    }

    /**
     * Adopts an operation that a search found. If the search sent the request again, the service may have accepted it only now,
     * and may show it later.
     */
    PollResult.Found<T> adopt(AcceptedOperation<T> found, boolean byRepeating) {
        handle = found.handle();
        remote = found.remote();
        found.remote().resendsWith(permit());
        recorder.accepted(found.handle());
        if (byRepeating) {
            repeated = true;
            acceptedAt = context.time().nanoTime();
            latestAcceptanceAt = acceptedAt;
        }
        return found.first();
    }

    synchronized void cancelBegins() {
        cancelsUnderWay++;
    }

    /** Records that the service accepted a request to cancel, or may have accepted it. */
    synchronized void cancelEnds(boolean accepted, boolean maybeAccepted) {
        cancelsUnderWay--;
        cancelAccepted |= accepted;
        cancelRequested |= maybeAccepted;
    }

    /**
     * Whether an operation that no longer exists was cancelled: because a cancel was accepted, or may have been for an
     * operation that the service knew.
     */
    synchronized boolean isGoneByCancel() {
        return cancelRequested && (seen || (cancelAccepted && !isWithinGrace()));
    }

    /** Whether it is still unknown if an operation that no longer exists was cancelled by us. */
    synchronized boolean isCancelOpen() {
        return cancelsUnderWay > 0 && !cancelRequested;
    }

    /** Takes over an end that an operation store knows, without notifying anybody. */
    void restore(OperationSnapshot<T> end) {
        latest = end;
    }

    /** Stores what a poll found, with the request id of the exchange. */
    OperationSnapshot<T> found(PollResult.Found<T> result, Optional<String> requestId) {
        seen = !repeated; // that the service accepted it is not enough
        repeated = false;
        return absorb(result, requestId);
    }

    /** Stores what is known now and notifies the listeners. */
    OperationSnapshot<T> absorb(PollResult.Found<T> result, Optional<String> requestId) {
        OperationSnapshot<T> before;
        OperationSnapshot<T> after;
        List<Callbacks.ListenerQueue<OperationSnapshot<T>>> told;
        synchronized (this) {
            before = latest;
            if (before.state().isTerminal()) {
                return before;
            }
            after = snapshot(result, requestId, before.providerStatus());
            cause = causeOf(result);
            hint = result.progress().nextPoll().orElse(Duration.ZERO);
            lastPollError = null;
            failuresInARow = 0;
            told = listeners;
            if (after.state().isTerminal()) {
                for (Callbacks.ListenerQueue<OperationSnapshot<T>> listener : told) {
                    endTold = CompletableFuture.allOf(endTold, listener.addLast(after));
                }
            } else {
                for (Callbacks.ListenerQueue<OperationSnapshot<T>> listener : told) {
                    listener.add(after);
                }
            }
            latest = after; // last, because whoever sees the end must also see who has to be notified
        }
        if (after.state().isTerminal()) {
            recorder.ended(handle, after);
        }
        if (context.events().isObserved()) {
            context.events().polled(new Polled(context.clientName(), type.kind(), after));
        }
        if (before.state() != after.state()) {
            context.events()
                    .stateChanged(new StateChanged(
                            context.clientName(),
                            type.kind(),
                            after.operationId(),
                            before.state(),
                            after.state(),
                            after.providerStatus()));
        }
        for (Callbacks.ListenerQueue<OperationSnapshot<T>> listener : told) {
            listener.deliver();
        }
        dropWhenTold();
        return after;
    }

    /** Stores why a poll failed. */
    void pollFailed(SdkException error) {
        int inARow;
        synchronized (this) {
            lastPollError = error;
            inARow = ++failuresInARow;
        }
        if (error.retryable()) {
            context.events()
                    .pollFailed(new PollFailed(context.clientName(), type.kind(), handle.operationId(), inARow, error));
        }
    }

    /** The exception with which waits for the operation end; null if it succeeded. */
    @Nullable
    SdkException failure(OperationSnapshot<T> last) {
        String why = last.failure().isPresent() ? describe(last.failure().get()) : last.providerStatus();
        if (last.state() == OperationState.CANCELLED) {
            return new OperationCancelledException(
                    type.subject(handle) + " was cancelled: " + why, errorContext(), last, token(), cause);
        }
        return last.state() == OperationState.FAILED
                ? new OperationFailedException(
                        type.subject(handle) + " failed: " + why, errorContext(), last, token(), cause)
                : null;
    }

    /** @param method the method of the client or the operation that ends, for the message */
    ClientClosedException clientClosed(String method) {
        if (isUnsent()) {
            return ClientClosedException.beforeSending(context.errorContext(method), token(), isWithdrawn());
        }
        return new ClientClosedException(context.errorContext(method), Optional.of(token()));
    }

    /** Adds the resume token to an exception from a provider, which cannot create tokens. */
    AmbiguousOutcomeException withToken(AmbiguousOutcomeException lost) {
        if (lost.resumeToken().isPresent()) {
            return lost;
        }
        AmbiguousOutcomeException complete = ambiguous(String.valueOf(lost.getMessage()), lost.getCause());
        for (Throwable suppressed : lost.getSuppressed()) {
            complete.addSuppressed(suppressed);
        }
        return complete;
    }

    /** A copy for one of several waits, whose callers are added to its trace. */
    static AmbiguousOutcomeException sameAs(AmbiguousOutcomeException lost) {
        AmbiguousOutcomeException same = new AmbiguousOutcomeException(
                String.valueOf(lost.getMessage()), ErrorContext.none(false), lost.resumeToken(), lost.getCause());
        same.setStackTrace(lost.getStackTrace());
        for (Throwable suppressed : lost.getSuppressed()) {
            same.addSuppressed(suppressed);
        }
        return same;
    }

    AmbiguousOutcomeException ambiguous(String reason, @Nullable Throwable why) {
        return new AmbiguousOutcomeException(reason, errorContext(), Optional.of(token()), why);
    }

    private static String describe(OperationFailure failure) {
        return failure.message().isEmpty() ? failure.code() : failure.code() + " \"" + failure.message() + "\"";
    }

    private @Nullable SdkException causeOf(PollResult.Found<T> result) {
        if (result.ending().refusal().isEmpty()) {
            return result.ending().cause().orElse(null);
        }
        ServiceError refusal = result.ending().refusal().get();
        return refusal.exception().apply(context.secrets().clean(refusal.error()), ErrorContext.none(false));
    }

    /** Texts in a successful response may contain secrets, just like those in an error. */
    private Optional<OperationFailure> cleaned(Optional<OperationFailure> told, Optional<String> requestId) {
        return told.map(failure -> new OperationFailure(
                context.secrets().clean(failure.code()),
                context.secrets().clean(failure.message()),
                failure.requestId().isPresent() ? failure.requestId().map(context.secrets()::clean) : requestId));
    }

    private OperationSnapshot<T> snapshot(PollResult.Found<T> result, Optional<String> exchange, String cleanStatus) {
        PollResult.Origin origin = result.origin();
        Optional<String> requestId =
                origin.requestId().isPresent() ? origin.requestId().map(context.secrets()::clean) : exchange;
        String status = result.providerStatus();
        return OperationSnapshot.<T>builder()
                .operationId(handle.operationId())
                .state(result.state())
                // A service has few status words, so all waiting operations share them.
                .providerStatus(
                        status.equals(cleanStatus)
                                ? cleanStatus
                                : context.secrets().clean(status).intern())
                .progressPercent(result.progress().percent())
                .remaining(result.progress().remaining())
                .result(result.ending().result())
                .failure(cleaned(result.ending().failure(), requestId))
                .requestId(requestId)
                .evidence(origin.evidence() == Evidence.ANSWERED ? handle.evidence() : origin.evidence())
                .observedAt(context.time().now())
                .build();
    }
}
