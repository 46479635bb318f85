package dev.imagecopy.core.internal.operation;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.internal.Futures;
import dev.imagecopy.core.internal.call.AsyncFlow;
import dev.imagecopy.core.internal.call.TracedFlow;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.spi.RemoteOperation;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The handle. {@link OperationRecord} holds what is known, {@link PollLoop} waits; this class polls and cancels. */
final class DefaultOperation<T> implements Operation<T> {
    private final OperationContext context;
    private final OperationRecord<T> record;
    private final long firstPollAt;
    private final SharedPoll<T> polls = new SharedPoll<>();
    private volatile @Nullable PollLoop<T> loop; // created by the first wait; guarded by this

    DefaultOperation(OperationContext context, OperationRecord<T> record, Duration firstPollIn) {
        this.context = context;
        this.record = record;
        this.firstPollAt = context.time().nanoTime() + TimeSource.saturatedNanos(firstPollIn);
    }

    private PollLoop<T> loop() {
        PollLoop<T> made = loop;
        return made != null ? made : makeLoop();
    }

    private synchronized PollLoop<T> makeLoop() {
        PollLoop<T> made = loop;
        if (made == null) {
            made = new PollLoop<>(context, record, this::pollShared, firstPollAt);
            loop = made;
        }
        return made;
    }

    @Override
    public String id() {
        return record.handle().operationId();
    }

    @Override
    public ResumeToken resumeToken() {
        return record.token();
    }

    @Override
    public OperationSnapshot<T> latest() {
        return record.latestTold();
    }

    @Override
    public Optional<SdkException> lastPollError() {
        return record.lastPollError();
    }

    @Override
    public Duration nextPollHint() {
        return record.hint();
    }

    @Override
    public OperationSnapshot<T> poll() {
        while (!record.latest().state().isTerminal()) {
            try {
                return Futures.join(
                        polls.joinOrStart(known -> pollIn(context.blockingPoll(), known)), context.pollName());
            } catch (SdkInterruptedException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                // The poll of another thread, which this one had joined, was interrupted: poll again.
            }
        }
        return record.latest();
    }

    @Override
    public CompletableFuture<OperationSnapshot<T>> pollAsync() {
        return context.exposed(pollShared());
    }

    private CompletableFuture<OperationSnapshot<T>> pollShared() {
        if (record.latest().state().isTerminal()) {
            return CompletableFuture.completedFuture(record.latest());
        }
        AsyncFlow flow = context.asyncPoll();
        return polls.joinOrStart(known -> pollIn(flow, known), flow::cancel);
    }

    /**
     * One logical poll. It first announces that nobody can join it anymore; then the record stores its result, and waits are
     * notified at once if the operation has ended.
     */
    private CompletableFuture<OperationSnapshot<T>> pollIn(TracedFlow flow, Runnable known) {
        return ask(flow)
                .exceptionally(DefaultOperation::notFoundOrThrow)
                .thenCompose(result -> result instanceof PollResult.Found<T> found
                        ? CompletableFuture.completedFuture(told(flow, found, known))
                        : missing(flow, known))
                .handle((snapshot, thrown) -> {
                    known.run();
                    if (thrown != null) {
                        throw failed(CallFlow.causeOf(thrown));
                    }
                    PollLoop<T> waits = loop; // a loop that is created later sees the current state itself
                    if (waits != null) {
                        waits.observed(snapshot);
                    }
                    return snapshot;
                });
    }

    private CompletableFuture<PollResult<T>> ask(CallFlow flow) {
        Optional<RemoteOperation<T>> remote = record.remote();
        if (remote.isPresent()) {
            try {
                return remote.get().poll(flow);
            } catch (RuntimeException | Error e) {
                return CompletableFuture.failedFuture(e);
            }
        }
        if (!record.type().reconciles(record.handle())) {
            return CompletableFuture.failedFuture(record.ambiguous(
                    "its reply was lost, and it left nothing to look for it by" + notSentAgain(), null));
        }
        boolean byRepeating = record.type().reconcilesByRepeating(record.handle());
        return record.type()
                .reconcile(flow, record.handle())
                .<PollResult<T>>thenApply(
                        found -> found.isPresent() ? record.adopt(found.get(), byRepeating) : PollResult.notFound())
                .exceptionally(this::notYetOrThrow);
    }

    /** Candidates prove nothing as long as the operation's own image may still appear. */
    private PollResult<T> notYetOrThrow(Throwable thrown) {
        RuntimeException error = Futures.unwrap(thrown);
        if (error instanceof AmbiguousOutcomeException && record.isWithinGrace()) {
            return PollResult.notFound();
        }
        throw error instanceof AmbiguousOutcomeException
                ? record.ambiguous(error.getMessage() + notSentAgain(), error.getCause())
                : error;
    }

    private String notSentAgain() {
        String why = record.handle().request().whyNot();
        return why.isEmpty() ? "" : "; it was not sent again: " + why;
    }

    private static <T> PollResult<T> notFoundOrThrow(Throwable thrown) {
        RuntimeException error = Futures.unwrap(thrown);
        if (error instanceof NotFoundException) {
            return PollResult.notFound();
        }
        throw error;
    }

    private OperationSnapshot<T> told(TracedFlow flow, PollResult.Found<T> found, Runnable known) {
        known.run();
        return record.found(found, flow.requestId());
    }

    /** Decides what it means that the service does not know the operation. */
    private CompletableFuture<OperationSnapshot<T>> missing(TracedFlow flow, Runnable known) {
        Optional<RemoteOperation<T>> remote = record.remote();
        if (record.isGoneByCancel()) {
            known.run();
            return CompletableFuture.completedFuture(record.absorb(goneAfterCancel(), flow.requestId()));
        }
        if (record.isWithinGrace()) {
            known.run();
            return CompletableFuture.completedFuture(
                    record.absorb(PollResult.pending(OperationState.QUEUED, ""), flow.requestId()));
        }
        if (remote.isEmpty()) {
            throw record.ambiguous("no trace of the operation was found on the service" + notSentAgain(), null);
        }
        if (record.isCancelOpen()) {
            return CompletableFuture.completedFuture(record.latest()); // the response to the cancel will decide
        }
        return remote.get().missing(flow, record.seenBefore()).thenApply(result -> {
            known.run();
            return result instanceof PollResult.Found<T> found
                    ? record.found(found, flow.requestId())
                    : record.absorb(vanished(), flow.requestId());
        });
    }

    private PollResult.Found<T> goneAfterCancel() {
        return PollResult.ended(
                OperationState.CANCELLED,
                "",
                new OperationFailure("CANCELLED", "the operation is gone after it was cancelled", Optional.empty()));
    }

    private PollResult.Found<T> vanished() {
        if (!record.seenBefore()) {
            throw record.ambiguous("the service accepted the operation but never showed it", null);
        }
        return PollResult.ended(
                OperationState.FAILED,
                "VANISHED",
                new OperationFailure("VANISHED", "the service no longer knows the operation", Optional.empty()));
    }

    /** Remembers the error of a poll, and adds the resume token to it. */
    private RuntimeException failed(Throwable thrown) {
        RuntimeException error = thrown instanceof Error broken ? unreadable(broken) : Futures.unwrap(thrown);
        if (error instanceof ClientClosedException) {
            return record.clientClosed(OperationContext.POLL);
        }
        if (error instanceof AmbiguousOutcomeException lost) {
            return record.withToken(lost);
        }
        if (error instanceof SdkException e && !(error instanceof SdkInterruptedException)) {
            record.pollFailed(e);
        }
        return error;
    }

    /** An Error in one poll, for example in a parser, says nothing about the operation or the next poll. */
    private ResponseFormatException unreadable(Error broken) {
        return new ResponseFormatException(
                "the poll broke off with " + broken.getClass().getSimpleName(),
                0,
                Optional.empty(),
                context.retryableContext(),
                broken);
    }

    @Override
    public T await(Duration timeout) throws InterruptedException {
        CompletableFuture<T> result = loop().await(requireNonNull(timeout, "timeout"), false);
        try {
            return result.get();
        } catch (InterruptedException e) {
            result.cancel(true);
            InterruptedException told =
                    new InterruptedException("the wait was interrupted, and the operation goes on: do"
                            + " not start it again; wait once more, or resume it with its token");
            told.initCause(e);
            throw told;
        } catch (ExecutionException e) {
            throw Futures.thrownHere(e);
        }
    }

    @Override
    public CompletableFuture<T> awaitAsync(Duration timeout) {
        return loop().await(requireNonNull(timeout, "timeout"), true);
    }

    @Override
    public Operation<T> onProgress(Consumer<? super OperationSnapshot<T>> listener) {
        record.addListener(requireNonNull(listener, "listener"));
        return this;
    }

    @Override
    public CancelResult cancel() {
        return Futures.completed(cancelIn(context.blockingCancel()));
    }

    @Override
    public CompletableFuture<CancelResult> cancelAsync() {
        AsyncFlow flow = context.asyncCancel();
        return context.exposed(cancelIn(flow), flow::cancel);
    }

    private CompletableFuture<CancelResult> cancelIn(CallFlow flow) {
        OperationState state = record.latest().state();
        if (state.isTerminal()) {
            return CompletableFuture.completedFuture(new CancelResult.AlreadyFinished(state));
        }
        Optional<RemoteOperation<T>> remote = record.remote();
        if (remote.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new CancelResult.Unknown(record.ambiguous("it is not known whether the operation began", null)));
        }
        record.cancelBegins();
        CompletableFuture<CancelResult> answer;
        try {
            answer = remote.get().cancel(flow);
        } catch (RuntimeException | Error e) {
            answer = CompletableFuture.failedFuture(e);
        }
        return answer.handle((result, thrown) -> {
            boolean accepted = thrown == null && result instanceof CancelResult.Requested;
            boolean unknown =
                    thrown == null ? result instanceof CancelResult.Unknown : mayHaveArrived(CallFlow.causeOf(thrown));
            record.cancelEnds(accepted, accepted || unknown);
            if (accepted && remote.get().isUnsent()) {
                pollShared(); // its end is known, and the store must know it too
            }
            return thrown == null ? told(result) : unknownOrThrow(Futures.unwrap(thrown));
        });
    }

    /** A request to cancel may be what learns of the end. */
    private CancelResult told(CancelResult result) {
        OperationState state = record.latest().state();
        return result instanceof CancelResult.NotSupported && state.isTerminal()
                ? new CancelResult.AlreadyFinished(state)
                : result;
    }

    /** If the request may have arrived, that is a result of its own; if it was refused or never sent, that is an exception. */
    private CancelResult unknownOrThrow(RuntimeException error) {
        if (error instanceof SdkException e && mayHaveArrived(e)) {
            return new CancelResult.Unknown(e);
        }
        throw error instanceof ClientClosedException ? record.clientClosed(OperationContext.CANCEL) : error;
    }

    private static boolean mayHaveArrived(Throwable error) {
        return error instanceof AmbiguousOutcomeException
                || error instanceof CancellationException
                || (error instanceof TransportException e && e.sendPhase() != SendPhase.NOT_SENT);
    }

    @Override
    public String toString() {
        return "Operation[" + context.clientName() + " " + record.handle().kind() + " " + id() + " " + latest().state()
                + "]";
    }
}
