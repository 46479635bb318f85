package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.internal.Events;
import dev.imagecopy.core.internal.Futures;
import dev.imagecopy.core.internal.call.AsyncFlow;
import dev.imagecopy.core.internal.call.DefaultCallExecutor;
import dev.imagecopy.core.internal.call.TracedFlow;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.spi.AcceptedOperation;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.CopyType;
import dev.imagecopy.core.spi.Fingerprint;
import dev.imagecopy.core.spi.KeptRequest;
import dev.imagecopy.core.spi.KeptRequest.Right;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.OperationHandle.Place;
import dev.imagecopy.core.spi.OperationHandle.Start;
import dev.imagecopy.core.spi.OperationIntent;
import dev.imagecopy.core.spi.OperationType;
import dev.imagecopy.core.spi.RemoteOperation;
import dev.imagecopy.core.spi.RequestJson;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Starts and resumes operations, and looks for those whose reply was lost. */
final class OperationEngine {
    /** Longer than any operation runs; a token with an absurd date must not overflow the monotonic clock. */
    private static final Duration OLDEST = Duration.ofDays(3650);

    private static final int LONGEST_KEY = 64;

    private final OperationContext context;
    private final DefaultCallExecutor<?> calls;

    OperationEngine(OperationContext context, DefaultCallExecutor<?> calls) {
        this.context = context;
        this.calls = calls;
    }

    <R, T> Operation<T> start(OperationType<R, T> type, R request, CallOptions options) {
        OperationHandle intent = intent(type, request, options);
        TracedFlow flow = context.blocking(
                calls, keyed(options, intent), type.submitCall().name());
        return Futures.completed(start(flow, type, request, intent));
    }

    <R, T> CompletableFuture<Operation<T>> startAsync(OperationType<R, T> type, R request, CallOptions options) {
        OperationHandle intent = intent(type, request, options);
        AsyncFlow flow =
                context.async(calls, keyed(options, intent), type.submitCall().name());
        return context.exposed(start(flow, type, request, intent), flow::cancel);
    }

    private <R, T> OperationHandle intent(OperationType<R, T> type, R request, CallOptions options) {
        context.lifecycle().requireOpen(context.clientName(), type.submitCall().name());
        Optional<String> key = options.idempotencyKey();
        return intent(
                type, request, key.isPresent() ? key.get() : UUID.randomUUID().toString());
    }

    <R, T> OperationHandle intent(OperationType<R, T> type, R request, String key) {
        OperationIntent intent = type.intent(request);
        OperationHandle handle = new OperationHandle(
                new Place(context.provider(), type.kind(), intent.region(), intent.scope()),
                new Start(
                        key,
                        Fingerprint.of(type.submitCall(), request),
                        context.time().now(),
                        kept(type, request)),
                "",
                intent.name(),
                intent.details());
        ResumeTokenCodec.requireRoom(handle, context.tokenKey());
        return handle;
    }

    private <R> KeptRequest kept(OperationType<R, ?> type, R request) {
        Optional<RequestJson<R>> form = type.requestJson();
        long now = context.time().nanoTime();
        return form.isPresent() ? KeptRequest.of(form.get(), request, now) : KeptRequest.none(now);
    }

    private <R, T> CompletableFuture<Operation<T>> start(
            TracedFlow flow, OperationType<R, T> type, R request, OperationHandle intent) {
        return send(flow, type, request, intent, CompletableFuture::completedFuture)
                .thenApply(accepted -> accepted(type, accepted, flow.requestId(), OperationRecorder.none()));
    }

    /**
     * Sends what starts an operation, and looks for it when the reply is lost.
     *
     * @param beforeSending must complete before the first byte is sent; if it fails, nothing is sent
     */
    <R, T> CompletableFuture<AcceptedOperation<T>> send(
            TracedFlow flow,
            OperationType<R, T> type,
            R request,
            OperationHandle intent,
            Function<OperationHandle, CompletableFuture<OperationHandle>> beforeSending) {
        flow.starts(intent.request().firstByte());
        return submit(flow, type, request, intent, beforeSending).exceptionallyCompose(thrown -> {
            Throwable error = asLost(CallFlow.causeOf(thrown), flow);
            if (error instanceof AmbiguousOutcomeException lost) {
                Settling settling = new Settling(flow, context.settings(), type.reconcilesByRepeating(intent), lost);
                return settle(flow, type, intent, lost, settling);
            }
            return CompletableFuture.failedFuture(notBegun(error, type, intent));
        });
    }

    private static <R, T> CompletableFuture<AcceptedOperation<T>> submit(
            CallFlow flow,
            OperationType<R, T> type,
            R request,
            OperationHandle intent,
            Function<OperationHandle, CompletableFuture<OperationHandle>> beforeSending) {
        try {
            return type.prepare(flow, request, intent)
                    .thenCompose(beforeSending)
                    .thenCompose(prepared -> type.submit(flow, request, prepared));
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** For a call that was ended before anything was sent: the operation has not begun. */
    private Throwable notBegun(Throwable error, OperationType<?, ?> type, OperationHandle intent) {
        ErrorContext call = context.errorContext(type.submitCall().name());
        if (error instanceof ClientClosedException) {
            return ClientClosedException.beforeSending(call, context.token(intent), true);
        }
        return error instanceof SdkInterruptedException
                ? new SdkInterruptedException(
                        "the thread was interrupted before the operation began; it may be started again", call, error)
                : error;
    }

    /** Whatever fails between the service's acceptance and the handle must not look like a copy that never started. */
    private Throwable asLost(Throwable error, TracedFlow flow) {
        return error instanceof AmbiguousOutcomeException || !flow.hasChangedSomething()
                ? error
                : new AmbiguousOutcomeException(
                        "the answer could not be understood", ErrorContext.none(false), Optional.empty(), error);
    }

    /** Searches for the operation a few times; if it is not found, fails with a token to search again later. */
    private <T> CompletableFuture<AcceptedOperation<T>> settle(
            CallFlow flow,
            OperationType<?, T> type,
            OperationHandle intent,
            AmbiguousOutcomeException lost,
            Settling settling) {
        Optional<Duration> pause =
                type.reconciles(intent) && maySearch() ? settling.nextPause() : Optional.<Duration>empty();
        if (pause.isEmpty()) {
            return CompletableFuture.failedFuture(withToken(type, intent, lost, settling));
        }
        return paused(flow, pause.get())
                .handle((over, thrown) -> {
                    if (thrown != null) { // nobody waits any longer, or there is no way to wait
                        lost.addSuppressed(CallFlow.causeOf(thrown));
                        return CompletableFuture.<AcceptedOperation<T>>failedFuture(
                                withToken(type, intent, lost, settling));
                    }
                    return look(flow, type, intent, lost, settling);
                })
                .thenCompose(settled -> settled);
    }

    private <T> CompletableFuture<AcceptedOperation<T>> look(
            CallFlow flow,
            OperationType<?, T> type,
            OperationHandle intent,
            AmbiguousOutcomeException lost,
            Settling settling) {
        settling.lookBegins();
        return search(flow, type, intent)
                .handle((found, thrown) -> {
                    settling.lookEnded(thrown == null ? null : CallFlow.causeOf(thrown));
                    if (thrown == null && found.isPresent()) {
                        return CompletableFuture.completedFuture(found.get());
                    }
                    if (thrown != null) {
                        lost.addSuppressed(CallFlow.causeOf(thrown));
                    }
                    return settle(flow, type, intent, lost, settling);
                })
                .thenCompose(settled -> settled);
    }

    private static <T> CompletableFuture<Optional<AcceptedOperation<T>>> search(
            CallFlow flow, OperationType<?, T> type, OperationHandle intent) {
        try {
            return type.reconcile(flow, intent);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static CompletableFuture<?> paused(CallFlow flow, Duration pause) {
        try {
            return flow.pause(pause);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** An interrupt or closing the client ends the search early; it can be continued later with the token. */
    private boolean maySearch() {
        return !context.lifecycle().isClosed() && !Thread.currentThread().isInterrupted();
    }

    private AmbiguousOutcomeException withToken(
            OperationType<?, ?> type, OperationHandle intent, AmbiguousOutcomeException lost, Settling settling) {
        Throwable cause = lost.getCause() == null ? lost : lost.getCause();
        AmbiguousOutcomeException error = new AmbiguousOutcomeException(
                interruption(cause) + "the operation may or may not have begun" + searched(settling, cause)
                        + whatNext(type),
                context.errorContext(type.submitCall().name()),
                Optional.of(context.token(intent)),
                cause);
        for (Throwable suppressed : lost.getSuppressed()) {
            error.addSuppressed(suppressed);
        }
        return error;
    }

    /** A copy must not be started twice; DELETE is idempotent (RFC 9110, section 9.2.2). */
    private static String whatNext(OperationType<?, ?> type) {
        return type.submitCall().method().equals("DELETE")
                ? "; it may be started again, since deleting twice leads to the same state"
                : "; do not start it again, resume it with its token";
    }

    /** Who ended the call, if it was neither the service nor the network. */
    private static String interruption(Throwable cause) {
        return cause instanceof ClientClosedException
                ? "the client was closed during the call: "
                : cause instanceof SdkInterruptedException ? "the thread was interrupted during the call: " : "";
    }

    /** The result of the last search. A search that failed or was refused showed nothing, not even that there is nothing. */
    private static String searched(Settling settling, Throwable cause) {
        if (!settling.hasLooked()) {
            return isForbidden(cause) ? forbidden(cause) : "";
        }
        if (settling.lastFailure().isEmpty()) {
            return ", and the service shows no trace of it yet";
        }
        Throwable last = settling.lastFailure().get();
        if (last instanceof AmbiguousOutcomeException unproven) {
            return ", and " + unproven.getMessage();
        }
        return isForbidden(last) ? forbidden(last) : ", and finding out failed (" + last.getMessage() + ")";
    }

    private static boolean isForbidden(Throwable error) {
        return error instanceof PermissionDeniedException || error instanceof AuthenticationException;
    }

    private static String forbidden(Throwable error) {
        return ", and the service refused to show whether it did (" + error.getMessage() + ")";
    }

    <T> Operation<T> accepted(
            OperationType<?, T> type,
            AcceptedOperation<T> accepted,
            Optional<String> requestId,
            OperationRecorder<T> recorder) {
        OperationRecord<T> record;
        Operation<T> operation;
        try {
            record =
                    new OperationRecord<>(context, type, accepted.handle(), accepted.remote(), Duration.ZERO, recorder);
            operation =
                    new DefaultOperation<>(context, record, context.pollPolicy().initialDelay());
        } catch (RuntimeException | Error e) { // from a time source that fails
            throw withoutHandle(type, accepted.handle(), e);
        }
        try {
            record.absorb(accepted.first(), requestId);
        } catch (RuntimeException | Error e) {
            Events.callbackThrew(
                    "Reading the first state of an accepted operation", e); // the first poll reports it again
        }
        return operation;
    }

    /** For an operation that the service accepted, but that the caller cannot be given. */
    AmbiguousOutcomeException withoutHandle(OperationType<?, ?> type, OperationHandle accepted, Throwable why) {
        return new AmbiguousOutcomeException(
                "the service accepted the operation, but its handle could not be created; do not start it again, resume it"
                        + " with its token",
                context.errorContext(type.submitCall().name()),
                Optional.of(context.token(accepted)),
                why);
    }

    <T> Operation<T> resume(ResumeToken token, List<? extends OperationType<?, T>> types) {
        context.lifecycle().requireOpen(context.clientName(), "resume");
        OperationHandle handle = ResumeTokenCodec.decode(token);
        requireForms(handle);
        String provider = context.provider();
        if (!handle.provider().equals(provider)) {
            throw new IllegalArgumentException("This resume token belongs to provider '" + handle.provider()
                    + "', but this client works with provider '" + provider + "'");
        }
        for (OperationType<?, T> type : types) {
            if (type.kind().equals(handle.kind())) {
                return resume(type, handle, ResumeTokenCodec.isSigned(token, context.tokenKey()));
            }
        }
        throw new IllegalArgumentException("This resume token belongs to an operation of kind '" + handle.kind()
                + "', but this client resumes "
                + types.stream().map(type -> "'" + type.kind() + "'").toList());
    }

    private <T> Operation<T> resume(OperationType<?, T> type, OperationHandle token, boolean signed) {
        token.requireScope(type.scope());
        type.requireOwn(token);
        OperationHandle handle = token.withRequest(token.request()
                .resumed(
                        signed ? Right.SIGNED : type.scope().isEmpty() ? Right.NONE : Right.SCOPE,
                        Duration.between(token.startedAt(), context.time().now()),
                        context.time().nanoTime()));
        return attach(type, handle, recorder(type, handle));
    }

    /** Lets the client's store learn the end of a resumed operation that it contains. */
    private <T> OperationRecorder<T> recorder(OperationType<?, T> type, OperationHandle handle) {
        Optional<OperationStore> store = context.settings().operationStore();
        return store.isPresent()
                        && type instanceof CopyType<?, ?, T> copy
                        && !handle.idempotencyKey().isEmpty()
                ? new StoreRecorder<>(
                        context,
                        store.get(),
                        new OperationKey(context.provider(), copy.accountScope(), handle.idempotencyKey()),
                        copy,
                        StoreRecorder.UNKNOWN)
                : OperationRecorder.none();
    }

    <T> Operation<T> attach(OperationType<?, T> type, OperationHandle handle, OperationRecorder<T> recorder) {
        @Nullable RemoteOperation<T> remote = handle.operationId().isEmpty() ? null : type.attach(handle);
        OperationRecord<T> record = new OperationRecord<>(context, type, handle, remote, age(handle), recorder);
        return new DefaultOperation<>(context, record, Duration.ZERO);
    }

    /** Whatever becomes part of an address or a header must have the right format, no matter who wrote the token. */
    static void requireForms(OperationHandle handle) {
        Checks checks = Checks.of("The resume token");
        optional(handle.region(), region -> checks.region("region", region));
        if (!handle.operationId()
                .equals(handle.idempotencyKey())) { // otherwise it is our own id, which is not part of an address
            optional(handle.operationId(), id -> checks.id("operationId", id));
        }
        optional(handle.scope(), scope -> checks.id("scope", scope));
        checks.check(
                        handle.idempotencyKey().length() <= LONGEST_KEY
                                && Checks.isVisibleAscii(handle.idempotencyKey()),
                        "idempotencyKey must be at most " + LONGEST_KEY + " visible ASCII characters")
                .throwIfAny();
    }

    private static void optional(String text, Consumer<String> check) {
        if (!text.isEmpty()) {
            check.accept(text);
        }
    }

    Duration age(OperationHandle handle) {
        Duration age = Duration.between(handle.startedAt(), context.time().now());
        return age.isNegative() ? Duration.ZERO : age.compareTo(OLDEST) > 0 ? OLDEST : age;
    }

    private static CallOptions keyed(CallOptions options, OperationHandle intent) {
        return options.withIdempotencyKey(intent.idempotencyKey());
    }
}
