package dev.imagecopy.servicefabric;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.spi.RemoteOperation;
import dev.imagecopy.core.spi.ResendPermit;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.servicefabric.CopyStep.Answered;
import dev.imagecopy.servicefabric.CopyStep.Open;
import dev.imagecopy.servicefabric.CopyStep.Resumed;
import dev.imagecopy.servicefabric.CopyStep.Verifying;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.servicefabric.model.CopyFlag;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.servicefabric.model.ImageStorePath;
import dev.imagecopy.servicefabric.model.ServiceFabricApiVersion;
import dev.imagecopy.servicefabric.model.StoreEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One copy: first open, then answered, or verified if the response is lost.
 *
 * <p>A copy is never sent again before the cluster's timeout for the previous attempt has passed, counted from when that was
 * sent. Since queued files may still be written after that, the destination must also have been unchanged for a while: as long
 * as the cluster's timeout, but at most 15 s.
 *
 * <p>The engine never polls one operation twice at the same time, but a poll that it has aborted may still be on its way to its next
 * step while the next poll begins: each step is taken once.
 */
final class ServiceFabricRemoteCopy implements RemoteOperation<CopiedContent> {
    /** The status of a copy of which no attempt reached the gateway. */
    static final String NOT_SENT = "NOT_SENT";

    private static final Duration LONGEST_QUIET = Duration.ofSeconds(15);

    private static final CancelResult TOO_LATE =
            new CancelResult.NotSupported("Service Fabric has no call that stops a copy");

    /** This many refused looks in a row end the waits. */
    private static final int LASTING = 3;

    private final ImageStorePath target;
    private final String source;
    private final String destination;
    private final String baseline;
    private final @Nullable CopySender sender; // null for a copy resumed from a token
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile CopyStep step; // changed by one thread at a time

    private ServiceFabricRemoteCopy(
            ImageStorePath target,
            String source,
            String destination,
            String baseline,
            @Nullable CopySender sender,
            CopyStep first) {
        this.target = target;
        this.source = source;
        this.destination = destination;
        this.baseline = baseline;
        this.sender = sender;
        this.step = first;
    }

    /** Sends a copy in the background. */
    static ServiceFabricRemoteCopy start(
            CallFlow flow,
            CopyImageStoreContentRequest request,
            ImageStorePath target,
            String baseline,
            int maxResends) {
        CopySender sender = CopySender.of(flow, request, maxResends);
        return new ServiceFabricRemoteCopy(
                target, request.remoteSource(), request.remoteDestination(), baseline, sender, new Open(sender.send()));
    }

    /**
     * Resumes a copy that another process has sent: its response is lost in any case.
     *
     * @param request the request that may be sent again; empty if it may not
     */
    static ServiceFabricRemoteCopy resume(
            OperationHandle handle, Optional<CopyImageStoreContentRequest> request, int maxResends) {
        String destination = handle.detail("destination");
        Instant endOfBudget = Instant.ofEpochSecond(Long.parseLong(handle.detail(CopySender.END_OF_BUDGET)));
        Duration budget = Duration.between(handle.startedAt(), endOfBudget);
        return new ServiceFabricRemoteCopy(
                ImageStorePath.of(destination),
                handle.detail("source"),
                destination,
                handle.detail("baseline"),
                request.map(sent -> CopySender.ofStored(sent, maxResends)).orElse(null),
                new Resumed(endOfBudget, budget));
    }

    @Override
    public CompletableFuture<PollResult<CopiedContent>> poll(CallFlow flow) {
        CopyStep now = step;
        if (now instanceof Open open) {
            return open.answer().isDone() || isCancelled() ? settle(flow, open) : completed(inProgress());
        }
        if (now instanceof Answered answered) {
            return confirm(flow, answered);
        }
        return verify(flow, now instanceof Resumed resumed ? begin(flow, resumed) : (Verifying) now);
    }

    /** A destination that is not there is not missing: something else was not found, such as the image store itself. */
    @Override
    public CompletableFuture<PollResult<CopiedContent>> missing(CallFlow flow, boolean seenBefore) {
        return completed(running("VERIFYING"));
    }

    /** The cluster's time limit begins with the latest attempt, of which nothing is known when the copy is accepted. */
    @Override
    public OperationHandle known(OperationHandle handle) {
        return sender == null ? handle : sender.known(handle);
    }

    @Override
    public void resendsWith(ResendPermit asked) {
        if (sender != null) {
            sender.resendsWith(asked);
        }
    }

    @Override
    public Optional<CompletableFuture<?>> pollTrigger() {
        return step instanceof Open open ? Optional.of(open.answer()) : Optional.empty();
    }

    /** The state of a copy whose request is open, or has yet to be sent. */
    PollResult.Found<CopiedContent> inProgress() {
        return isUnsent() ? PollResult.pending(OperationState.QUEUED, "QUEUED") : running("COPYING");
    }

    @Override
    public boolean isUnsent() {
        return step instanceof Open && sender != null && sender.isUnsent();
    }

    /** A copy that has yet to be sent is not sent any more. */
    @Override
    public CompletableFuture<CancelResult> cancel(CallFlow flow) {
        if (!(step instanceof Open open) || sender == null) {
            return completed(TOO_LATE);
        }
        return flow.waitFor(sender.cancel()).handle((cancelled, thrown) -> {
            if (thrown != null) {
                sender.giveUpCancel();
                throw new CompletionException(CallFlow.causeOf(thrown));
            }
            if (sender.isCancelled() || sender.isOvertaken()) {
                open.answer().cancel(true);
                if (step instanceof Open later) {
                    later.answer().cancel(true);
                }
            }
            return cancelled ? new CancelResult.Requested() : TOO_LATE;
        });
    }

    private boolean isCancelled() {
        return sender != null && sender.isCancelled();
    }

    /** Handles the end of the request, whatever it is. */
    private CompletableFuture<PollResult<CopiedContent>> settle(CallFlow flow, Open open) {
        if (isCancelled()) {
            return completed(cancelledBeforeSending());
        }
        try {
            Optional<String> requestId = open.answer().join();
            if (sender != null
                    && sender.request().checkMarkFile().orElse(false)
                    && !baseline.equals(DestinationLook.UNKNOWN_TEXT)) {
                Answered answered = new Answered(requestId);
                moveTo(answered);
                return confirm(flow, answered);
            }
            return completed(succeeded("COPIED", Evidence.ANSWERED, Optional.empty(), requestId));
        } catch (CompletionException | CancellationException e) {
            if (sender == null) {
                return ended(flow, CallFlow.causeOf(e));
            }
            if (sender.isCancelling()) {
                return completed(inProgress()); // until the store has said whose copy it is
            }
            if (sender.isOvertaken()) {
                sender.overtaken();
                return completed(waitAnew(flow, sender, open, CallFlow.causeOf(e)));
            }
            boolean isLate = CallFlow.causeOf(e) instanceof DeadlineExceededException && sender.endedAsking();
            if (isLate || (sender.isTurnedAway() && sender.mayWaitAgain())) {
                sender.notSent();
                return permitted(flow, sender, open);
            }
            return ended(flow, CallFlow.causeOf(e));
        }
    }

    private CompletableFuture<PollResult<CopiedContent>> ended(CallFlow flow, @Nullable Throwable error) {
        if (error instanceof ApiException refusal && ServiceFabricErrors.isTheGateways(refusal)) {
            String code = refusal.code().isEmpty() ? "HTTP " + refusal.status() : refusal.code();
            return completed(failed("REFUSED", code, refusal.serviceMessage(), refusal));
        }
        if (error instanceof ClientClosedException && isUnsent()) {
            return CompletableFuture.failedFuture(error); // and the copy remains one that was never sent
        }
        boolean aborted = error instanceof ClientClosedException
                || error instanceof SdkInterruptedException
                || error instanceof CancellationException;
        if (error instanceof SdkException e
                && !(e instanceof AmbiguousOutcomeException)
                && !(e instanceof ApiException)
                && !aborted
                && sender != null
                && !sender.hasSentAgain()) {
            return completed(failed(NOT_SENT, NOT_SENT, "no attempt of the copy reached the gateway", e));
        }
        if (error instanceof SdkException || (aborted && !isUnsent())) {
            return verify(flow, begin(flow, error instanceof SdkException e ? e : null));
        }
        return isUnsent()
                ? completed(failed(
                        NOT_SENT,
                        NOT_SENT,
                        "no attempt of the copy reached the gateway",
                        brokenOff(SendPhase.NOT_SENT, error)))
                : verify(flow, begin(flow, brokenOff(SendPhase.MAYBE_SENT, error)));
    }

    /** An interceptor or other foreign code threw, or was broken itself. */
    private static TransportException brokenOff(SendPhase phase, @Nullable Throwable error) {
        String name = error == null ? "nothing" : error.getClass().getSimpleName();
        return new TransportException(
                "the call of the copy broke off with " + name, phase, ErrorContext.none(false), error);
    }

    private Verifying begin(CallFlow flow, @Nullable SdkException cause) {
        long now = flow.time().nanoTime();
        long endOfBudget = sender == null ? now : sender.lost(cause == null ? 0 : cause.attempts());
        return moveTo(new Verifying(endOfBudget, endOfBudget, Optional.empty(), now, cause));
    }

    private Verifying begin(CallFlow flow, Resumed resumed) {
        long now = flow.time().nanoTime();
        Duration told = Duration.between(flow.time().now(), resumed.endOfBudget());
        Duration left = told.compareTo(resumed.budget()) < 0 ? told : resumed.budget();
        long resendFrom = sender == null ? now : now + TimeSource.saturatedNanos(sender.longestOfOthers(told));
        return moveTo(new Verifying(now + TimeSource.saturatedNanos(left), resendFrom, Optional.empty(), now, null));
    }

    private synchronized <S extends CopyStep> S moveTo(S next) {
        step = next;
        return next;
    }

    /** Goes on to the next step, unless another poll has: one that is being aborted may run beside the next. */
    private synchronized boolean take(CopyStep before, CopyStep next) {
        if (step != before) {
            return false;
        }
        step = next;
        return true;
    }

    /** With CheckMarkFile, a 200 may mean that nothing was copied. */
    private CompletableFuture<PollResult<CopiedContent>> confirm(CallFlow flow, Answered answered) {
        return look(flow).thenApply(seen -> {
            if (seen.provesCopyAfter(baseline) || echoFound(seen)) {
                return succeeded("COPIED", Evidence.ANSWERED, Optional.of(seen), answered.requestId());
            }
            OperationFailure why = new OperationFailure(
                    "CopySkipped",
                    "the gateway answered 200, but the destination has no new marker: under CheckMarkFile it skips a source"
                            + " without one",
                    answered.requestId());
            return PollResult.ended(OperationState.FAILED, "SKIPPED", why);
        });
    }

    private CompletableFuture<PollResult<CopiedContent>> verify(CallFlow flow, Verifying before) {
        return look(flow).thenCompose(seen -> {
            if (seen.provesCopyAfter(baseline) || echoFound(seen)) {
                return completed(succeeded("VERIFIED", Evidence.VERIFIED, Optional.of(seen), Optional.empty()));
            }
            long now = flow.time().nanoTime();
            boolean moved = !before.content().equals(seen.entries());
            Verifying after = before.seeing(seen.entries(), moved ? now : before.changedAt());
            if (!take(before, after)) {
                return completed(running("VERIFYING"));
            }
            boolean waitsToResend = sender != null && sender.hasResends() && now - after.resendFrom() < 0;
            if (now - after.endOfBudget() < 0 || waitsToResend || now - after.changedAt() < quiet().toNanos()) {
                return completed(running("VERIFYING"));
            }
            return sendAgain(flow, after);
        });
    }

    private CompletableFuture<PollResult<CopiedContent>> sendAgain(CallFlow flow, Verifying after) {
        if (sender == null || !sender.maySendAgain(flow) || baseline.equals(DestinationLook.UNKNOWN_TEXT)) {
            return CompletableFuture.failedFuture(new AmbiguousOutcomeException(
                    "the cluster's time for the copy has passed, and the destination does not show that it finished;"
                            + " serverTimeout sets that time",
                    ErrorContext.none(false),
                    Optional.empty(),
                    after.cause()));
        }
        return permitted(flow, sender, after);
    }

    /** @param before the step that this one follows: {@link Open} if the copy has yet to be sent */
    private CompletableFuture<PollResult<CopiedContent>> permitted(CallFlow flow, CopySender sending, CopyStep before) {
        sending.continuesIn(flow);
        return flow.waitFor(sending.permission()).thenApply(mine -> {
            if (!mine || sending.isOvertaken()) { // an earlier question may be answered only now
                sending.verifies();
                return waitAnew(flow, sending, before, null);
            }
            return sent(sending, before);
        });
    }

    /** Whoever takes the step sends the copy. */
    private PollResult<CopiedContent> sent(CopySender sending, CopyStep before) {
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        Open open = new Open(answer);
        if (!take(before, open)) {
            return running("VERIFYING");
        }
        CompletableFuture<Optional<String>> call;
        try {
            call = before instanceof Verifying ? sending.sendAgain() : sending.send();
        } catch (RuntimeException | Error e) {
            boolean unused = take(open, before);
            throw e;
        }
        call.whenComplete((requestId, thrown) -> {
            if (thrown == null) {
                answer.complete(requestId);
            } else {
                answer.completeExceptionally(CallFlow.causeOf(thrown));
            }
        });
        answer.whenComplete((requestId, thrown) -> {
            if (answer.isCancelled()) {
                call.cancel(true);
            }
        });
        return inProgress();
    }

    /** Somebody else has sent the copy, at the latest now; or the store cannot say, for the given reason. */
    private PollResult<CopiedContent> waitAnew(
            CallFlow flow, CopySender sending, CopyStep before, @Nullable Throwable why) {
        long now = flow.time().nanoTime();
        Optional<List<StoreEntry>> content = before instanceof Verifying seen ? seen.content() : Optional.empty();
        SdkException known = before instanceof Verifying seen ? seen.cause() : null;
        Verifying anew = new Verifying(
                now + TimeSource.saturatedNanos(sending.budget()),
                now + TimeSource.saturatedNanos(sending.longestOfOthers(sending.budget())),
                content,
                now,
                why instanceof SdkException e ? e : known);
        boolean unused = take(before, anew);
        return running("VERIFYING");
    }

    private CompletableFuture<DestinationLook> look(CallFlow flow) {
        boolean oldVersion = sender != null && sender.request().effectiveApiVersion() == ServiceFabricApiVersion.V1_0;
        return OwnCopySearch.find(flow, target, oldVersion).thenApply(seen -> {
            refusals.set(0);
            return seen;
        });
    }

    /** A proxy, or one of several nodes, may refuse a look; it only counts as permanent if it is repeated. */
    @Override
    public boolean mayPass(SdkException refusal) {
        return refusal instanceof ApiException && refusals.incrementAndGet() < LASTING;
    }

    /** With the flag Echo, an existing marker is a success without a copy. */
    private boolean echoFound(DestinationLook seen) {
        return sender != null
                && sender.request()
                        .copyFlag()
                        .filter(flag -> flag == CopyFlag.ECHO)
                        .isPresent()
                && seen.marker().isPresent();
    }

    private Duration quiet() {
        return sender == null || sender.request().effectiveServerTimeout().compareTo(LONGEST_QUIET) > 0
                ? LONGEST_QUIET
                : sender.request().effectiveServerTimeout();
    }

    private PollResult<CopiedContent> succeeded(
            String status, Evidence evidence, Optional<DestinationLook> seen, Optional<String> requestId) {
        return PollResult.succeeded(
                        status, new CopiedContent(source, destination, evidence, seen.flatMap(DestinationLook::marker)))
                .withEvidence(evidence)
                .withRequestId(requestId);
    }

    private static PollResult<CopiedContent> failed(String status, String code, String message, SdkException cause) {
        Optional<String> requestId = cause instanceof ApiException e ? e.requestId() : Optional.empty();
        return PollResult.<CopiedContent>ended(
                        OperationState.FAILED, status, new OperationFailure(code, message, requestId))
                .withCause(cause);
    }

    private static PollResult<CopiedContent> cancelledBeforeSending() {
        return PollResult.ended(
                OperationState.CANCELLED,
                NOT_SENT,
                new OperationFailure("CANCELLED", "the copy was cancelled before it was sent", Optional.empty()));
    }

    private static PollResult.Found<CopiedContent> running(String status) {
        return PollResult.pending(OperationState.RUNNING, status);
    }

    private static <V> CompletableFuture<V> completed(V value) {
        return CompletableFuture.completedFuture(value);
    }
}
