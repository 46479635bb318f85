package dev.imagecopy.core.internal;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.retry.RateLimiter;
import dev.imagecopy.core.spi.AcceptedOperation;
import dev.imagecopy.core.spi.CallExecutor;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.Fingerprint;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.OperationIntent;
import dev.imagecopy.core.spi.OperationType;
import dev.imagecopy.core.spi.RemoteOperation;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Starts operations, settles lost replies, resumes; and holds what all operations of one client share. */
final class OperationEngine {
    /** When to look for an operation whose reply was lost: services show new things late. */
    private static final List<Duration> LOOKS =
            List.of(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(30));

    private static final int PACER_BURST = 10;

    /** More than any operation lives; a token with an absurd date must not overflow the monotonic clock. */
    private static final Duration OLDEST = Duration.ofDays(3650);

    final Environment<?> env;
    private final CallExecutor calls;
    private final CallExecutor pollCalls;
    private final CallExecutor cancelCalls;
    private final Callbacks callbacks;
    private final RateLimiter pacer;
    private final String pollName;

    OperationEngine(
            Environment<?> env,
            CallExecutor calls,
            CallExecutor pollCalls,
            CallExecutor cancelCalls,
            Callbacks callbacks) {
        this.env = env;
        this.calls = calls;
        this.pollCalls = pollCalls;
        this.cancelCalls = cancelCalls;
        this.callbacks = callbacks;
        this.pollName = env.clientName + ".poll";
        int ceiling = env.settings.pollPolicy().maxPollsPerSecond();
        this.pacer = RateLimiter.of(ceiling, Duration.ofSeconds(1), Math.min(PACER_BURST, ceiling));
    }

    <R, T> Operation<T> start(OperationType<R, T> type, R request, CallOptions options) {
        OperationHandle intent = intent(type, request, options);
        CallFlow flow = new BlockingFlow(calls, keyed(options, intent), env.time, env.lifecycle);
        return Futures.completed(start(flow, type, request, intent));
    }

    <R, T> CompletableFuture<Operation<T>> startAsync(OperationType<R, T> type, R request, CallOptions options) {
        OperationHandle intent = intent(type, request, options);
        AsyncFlow flow = new AsyncFlow(calls, keyed(options, intent), env.time, env.lifecycle);
        return new ForwardingFuture<>(start(flow, type, request, intent), flow::cancel, callbacks.completions);
    }

    private <R, T> OperationHandle intent(OperationType<R, T> type, R request, CallOptions options) {
        env.lifecycle.requireOpen(env.clientName, type.submitCall().operation());
        OperationIntent intent = type.intent(request);
        Optional<String> key = options.idempotencyKey();
        OperationHandle handle = new OperationHandle(
                env.profile.provider(),
                type.kind(),
                intent.region(),
                "",
                key.isPresent() ? key.get() : UUID.randomUUID().toString(),
                Fingerprint.of(type.submitCall(), request),
                intent.name(),
                env.time.now(),
                intent.scope(),
                intent.details());
        ResumeTokenCodec.requireRoom(handle);
        return handle;
    }

    private <R, T> CompletableFuture<Operation<T>> start(
            CallFlow flow, OperationType<R, T> type, R request, OperationHandle intent) {
        return type.submit(flow, request, intent)
                .exceptionallyCompose(thrown -> {
                    RuntimeException error = Futures.unwrap(thrown);
                    if (error instanceof AmbiguousOutcomeException lost) {
                        return settle(
                                flow, type, intent, lost, type.reconciles(intent) && mayLook() ? 0 : LOOKS.size());
                    }
                    return CompletableFuture.failedFuture(
                            error instanceof ClientClosedException
                                    ? new ClientClosedException(
                                            context(type.submitCall().operation()),
                                            Optional.of(ResumeTokenCodec.encode(intent)))
                                    : error);
                })
                .thenApply(accepted -> accepted(type, accepted));
    }

    /** Looks for the operation a few times; what stays unknown is said to be unknown, with the token to look again. */
    private <T> CompletableFuture<AcceptedOperation<T>> settle(
            CallFlow flow, OperationType<?, T> type, OperationHandle intent, AmbiguousOutcomeException lost, int look) {
        if (look >= LOOKS.size()) {
            return CompletableFuture.failedFuture(withToken(type, intent, lost));
        }
        return flow.pause(LOOKS.get(look))
                .thenCompose(unused -> type.reconcile(flow, intent))
                .handle((found, thrown) -> {
                    if (thrown == null && found.isPresent()) {
                        return CompletableFuture.completedFuture(found.get());
                    }
                    if (thrown != null) {
                        lost.addSuppressed(Futures.unwrap(thrown));
                    }
                    return settle(flow, type, intent, lost, mayLook() ? look + 1 : LOOKS.size());
                })
                .thenCompose(settled -> settled);
    }

    /** An interrupt and the client's end cut the looking short: the token lets it be done later. */
    private boolean mayLook() {
        return !env.lifecycle.isClosed() && !Thread.currentThread().isInterrupted();
    }

    private AmbiguousOutcomeException withToken(
            OperationType<?, ?> type, OperationHandle intent, AmbiguousOutcomeException lost) {
        Throwable cause = lost.getCause() == null ? lost : lost.getCause();
        String searched = type.reconciles(intent) ? ", and the service shows no trace of it yet" : "";
        AmbiguousOutcomeException error = new AmbiguousOutcomeException(
                "the operation may or may not have begun" + searched,
                context(type.submitCall().operation()),
                Optional.of(ResumeTokenCodec.encode(intent)),
                cause);
        for (Throwable suppressed : lost.getSuppressed()) {
            error.addSuppressed(suppressed);
        }
        return error;
    }

    private <T> Operation<T> accepted(OperationType<?, T> type, AcceptedOperation<T> accepted) {
        OperationRecord<T> record =
                new OperationRecord<>(this, type, accepted.handle(), accepted.remote(), Duration.ZERO);
        record.absorb(accepted.first());
        return new DefaultOperation<>(this, record, pollPolicy().initialDelay());
    }

    <T> Operation<T> resume(ResumeToken token, List<? extends OperationType<?, T>> types) {
        env.lifecycle.requireOpen(env.clientName, "resume");
        OperationHandle handle = ResumeTokenCodec.decode(token);
        String provider = env.profile.provider();
        if (!handle.provider().equals(provider)) {
            throw new IllegalArgumentException("This resume token belongs to provider '" + handle.provider()
                    + "', but this client works with provider '" + provider + "'");
        }
        for (OperationType<?, T> type : types) {
            if (type.kind().equals(handle.kind())) {
                return resume(type, handle);
            }
        }
        throw new IllegalArgumentException("This resume token belongs to an operation of kind '" + handle.kind()
                + "', but this client resumes "
                + types.stream().map(type -> "'" + type.kind() + "'").toList());
    }

    private <T> Operation<T> resume(OperationType<?, T> type, OperationHandle handle) {
        type.requireOwn(handle);
        @Nullable RemoteOperation<T> remote = handle.operationId().isEmpty() ? null : type.attach(handle);
        OperationRecord<T> record = new OperationRecord<>(this, type, handle, remote, age(handle));
        return new DefaultOperation<>(this, record, Duration.ZERO);
    }

    private Duration age(OperationHandle handle) {
        Duration age = Duration.between(handle.startedAt(), env.time.now());
        return age.isNegative() ? Duration.ZERO : age.compareTo(OLDEST) > 0 ? OLDEST : age;
    }

    /** Takes a place among the client's polls; how long to wait for it. */
    Duration pollPacer() {
        return pacer.reserve("polls", env.time.nanoTime());
    }

    CallFlow blockingPoll() {
        return new BlockingFlow(pollCalls, CallOptions.defaults(), env.time, env.lifecycle);
    }

    AsyncFlow asyncPoll() {
        return new AsyncFlow(pollCalls, CallOptions.defaults(), env.time, env.lifecycle);
    }

    CallFlow blockingCancel() {
        return new BlockingFlow(cancelCalls, CallOptions.defaults(), env.time, env.lifecycle);
    }

    AsyncFlow asyncCancel() {
        return new AsyncFlow(cancelCalls, CallOptions.defaults(), env.time, env.lifecycle);
    }

    ErrorContext context(String method) {
        return new ErrorContext(env.clientName + "." + method, "", 0, 0, false, "");
    }

    /** The method of an operation that asks the service, for messages. */
    String pollName() {
        return pollName;
    }

    TimeSource time() {
        return env.time;
    }

    PollPolicy pollPolicy() {
        return env.settings.pollPolicy();
    }

    RandomGenerator random() {
        return env.random;
    }

    Lifecycle lifecycle() {
        return env.lifecycle;
    }

    Callbacks callbacks() {
        return callbacks;
    }

    private static CallOptions keyed(CallOptions options, OperationHandle intent) {
        return options.withIdempotencyKey(intent.idempotencyKey());
    }
}
