package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.internal.Lifecycle;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.FirstByte;
import dev.imagecopy.core.spi.SendWatch;
import dev.imagecopy.core.spi.ServiceTime;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A flow that remembers the request id of its latest exchange, and whether it has changed anything. */
public abstract sealed class TracedFlow implements CallFlow, CallOwner permits AsyncFlow, BlockingFlow {
    final DefaultCallExecutor<?> calls;
    private final String method;
    volatile CallOptions options;
    private volatile long startedAt;
    private final long allowedNanos;
    private final boolean timeoutChosen;
    private volatile boolean begun;
    private volatile boolean hasBackground;
    private volatile boolean needsOthers;
    private volatile long othersBefore;
    private volatile @Nullable FirstByte firstByte;
    private volatile Optional<String> requestId = Optional.empty();
    private volatile Optional<String> date = Optional.empty();
    private volatile long datedAt;
    private volatile boolean changedSomething;
    private volatile boolean maybeSent;
    private volatile boolean handedOver;

    /**
     * @param method the method that the application called, which messages name for every call; empty for each call's own name
     */
    TracedFlow(DefaultCallExecutor<?> calls, CallOptions options, String method) {
        this.calls = calls;
        this.options = options;
        this.method = method;
        this.startedAt = time().nanoTime();
        this.timeoutChosen = options.callTimeout().isPresent();
        this.allowedNanos = TimeSource.saturatedNanos(
                timeoutChosen
                        ? options.callTimeout().get()
                        : calls.context().settings().callTimeout());
    }

    /** The request id of the latest exchange that was answered, if the service sent one. */
    public final Optional<String> requestId() {
        return requestId;
    }

    /** Whether the service has accepted a call that changes something. */
    public final boolean hasChangedSomething() {
        return changedSomething;
    }

    /** Whether the service may have received what starts an operation, or may be about to. */
    public final boolean mayHaveSent() {
        return maybeSent || handedOver;
    }

    /** Whether a call continues in the background, of which this flow does not know how far it has got. */
    public final boolean hasHandedOver() {
        return handedOver;
    }

    @Override
    public final void mayHaveSent(boolean may) {
        maybeSent = may;
    }

    final void handsOver() {
        handedOver = true;
    }

    final <T> T accepted(T value) {
        changedSomething = true;
        return value;
    }

    /** What is left of the one deadline of all calls of this flow; negative once it has passed. */
    public final Duration timeLeft() {
        if (needsOthers) {
            waited(Duration.ofNanos(othersWaited()));
            needsOthers = false;
        }
        return Duration.ofNanos(allowedNanos - (time().nanoTime() - startedAt));
    }

    /** Replaces the options for the calls that follow. */
    public final void continueWith(CallOptions next) {
        options = next;
    }

    /** Notes in this object when the first byte of the operation is sent that this flow starts. */
    public final void starts(FirstByte mark) {
        firstByte = mark;
    }

    @Override
    public final @Nullable FirstByte firstByte() {
        return firstByte;
    }

    /**
     * The options of the next call, which has what is left of the deadline. The first call has the options as they are, and so
     * has one that has a timeout of its own, such as a copy that the service answers only at its end.
     *
     * @throws DeadlineExceededException if nothing is left
     */
    final <R> CallOptions optionsOf(ApiCall<R, ?> call, R request) {
        boolean first = !begun;
        begun = true;
        if (first || (!timeoutChosen && call.timeout(request).isPresent())) {
            return options;
        }
        Duration left = timeLeft();
        if (left.isNegative() || left.isZero()) {
            throw passed(call.name());
        }
        Optional<Duration> own = options.callTimeout();
        return own.isPresent() && own.get().compareTo(left) <= 0 ? options : options.within(left, retryPolicy());
    }

    /** The exception for a deadline that has passed before a call, or during a wait if it has no name. */
    final DeadlineExceededException passed(String call) {
        String name = method.isEmpty() ? call : method;
        return new DeadlineExceededException(
                "the deadline of " + allowedNanos / 1_000_000 + " ms passed",
                ErrorContext.of(calls.context().clientName() + "." + name, true),
                null);
    }

    /** The exception for a wait that ended because the client was closed. */
    final ClientClosedException closed() {
        return new ClientClosedException(
                method.isEmpty()
                        ? ErrorContext.none(false)
                        : ErrorContext.of(calls.context().clientName() + "." + method, false),
                Optional.empty());
    }

    /** Ends a wait for what another call gets when the time of this flow is up. */
    final PatientWait limit(CompletableFuture<?> wait) {
        Duration left = timeLeft();
        othersBefore = calls.context().sharedTurns().nanosWaited();
        needsOthers = !timeoutChosen;
        return PatientWait.limit(time(), left, this::othersWaited, () -> wait.completeExceptionally(passed("")));
    }

    private long othersWaited() {
        return needsOthers ? calls.context().sharedTurns().nanosWaited() - othersBefore : 0;
    }

    @Override
    public final <R, T> CompletableFuture<@Nullable Void> deleteIfExists(ApiCall<R, T> deletion, R request) {
        CompletableFuture<@Nullable Void> deleted = call(deletion, request).thenApply(done -> null);
        return CallFlow.recover(deleted, NotFoundException.class, refusal -> {
            if (!calls.context().profile().errors().isGone(refusal)) {
                throw refusal;
            }
            return CompletableFuture.completedFuture(null);
        });
    }

    /** Waits like {@link #waitFor}, for a future that ends by itself at the deadline. */
    public abstract <T> CompletableFuture<T> waitForBounded(CompletableFuture<T> bounded);

    /** A wait takes some of the time that the next call has. */
    final void waits() {
        begun = true;
    }

    @Override
    public final CompletableFuture<@Nullable Void> extraPause(Duration duration) {
        long used = time().nanoTime() - startedAt;
        return pause(duration).<@Nullable Void>thenApply(over -> {
            startedAt = time().nanoTime() - used;
            return null;
        });
    }

    @Override
    public final Duration wholeTime(Duration ofThisCall) {
        return Duration.ofNanos(allowedNanos);
    }

    @Override
    public final boolean choseDeadline(CallOptions ofTheCall) {
        return timeoutChosen;
    }

    @Override
    public final void waited(Duration forTurn) {
        long before = startedAt; // one call after another, on whatever threads
        startedAt = before + forTurn.toNanos();
    }

    @Override
    public final void dated(HttpHeaders headers) {
        Optional<String> told = headers.first("Date");
        if (told.isPresent()) {
            datedAt = time().nanoTime();
            date = told;
        }
    }

    @Override
    public final Optional<Instant> serviceTime() {
        long now = time().nanoTime();
        Optional<Instant> told = date.flatMap(ServiceTime::parse).map(then -> then.plusNanos(now - datedAt));
        Duration offset = calls.context().clockOffset().current();
        return told.isPresent() || offset.isZero()
                ? told
                : Optional.of(time().now().plus(offset));
    }

    @Override
    public final void answered(Optional<String> id) {
        requestId = id;
    }

    @Override
    public final String method(ApiCall<?, ?> call) {
        return method.isEmpty() ? call.name() : method;
    }

    /**
     * For a call that continues after this flow has ended. A deadline that the caller chose limits when its attempts begin, but not
     * those of a later call, which sends again what was sent in time.
     *
     * @throws DeadlineExceededException if nothing is left for the first such call
     */
    private CallOwner inBackground(ApiCall<?, ?> background) {
        Duration left = timeLeft();
        boolean isOver = left.isNegative() || left.isZero();
        if (timeoutChosen && isOver && !hasBackground) {
            throw passed(background.name());
        }
        hasBackground = true;
        Optional<Duration> timeToBegin = timeoutChosen && !isOver ? Optional.of(left) : Optional.empty();
        return new CallOwner() {
            @Override
            public String method(ApiCall<?, ?> call) {
                return TracedFlow.this.method(call);
            }

            @Override
            public Optional<Duration> timeToBegin() {
                return timeToBegin;
            }
        };
    }

    final <R, T> CompletableFuture<T> startInBackground(ApiCall<R, T> call, R request, int attempts, SendWatch watch) {
        CallOwner owner;
        try {
            owner = inBackground(call);
        } catch (DeadlineExceededException e) {
            return CompletableFuture.failedFuture(e);
        }
        handsOver();
        return calls.executeAsync(call, request, inBackground(attempts), owner, watch);
    }

    /** Calls that the caller waits for have other time limits than those that nobody waits for. */
    private CallOptions inBackground(int attempts) {
        return options.withoutTimeouts().withRetryPolicy(retryPolicy().withMaxAttempts(attempts));
    }

    @Override
    public final int attempts() {
        return retryPolicy().maxAttempts();
    }

    private RetryPolicy retryPolicy() {
        return options.retryPolicy().orElse(calls.context().settings().retryPolicy());
    }

    @Override
    public final CallOptions options() {
        return options;
    }

    @Override
    public final TimeSource time() {
        return calls.context().time();
    }

    final Lifecycle lifecycle() {
        return calls.context().lifecycle();
    }
}
