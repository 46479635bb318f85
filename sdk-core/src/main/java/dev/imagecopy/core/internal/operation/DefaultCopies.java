package dev.imagecopy.core.internal.operation;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.CopyTarget;
import dev.imagecopy.core.TargetLook;
import dev.imagecopy.core.internal.Futures;
import dev.imagecopy.core.internal.call.AsyncFlow;
import dev.imagecopy.core.internal.call.DefaultCallExecutor;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.core.operation.ResumeReport;
import dev.imagecopy.core.operation.ResumedCopy;
import dev.imagecopy.core.operation.StoredRequest;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.CopyType;
import dev.imagecopy.core.spi.KeptRequest;
import dev.imagecopy.core.spi.OperationHandle;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the kind of copy for a request and delegates to it. */
final class DefaultCopies<T> implements Copies<T> {
    private static final String LOOK_UP = "lookUp";
    private static final String DELETE = "delete";

    private final OperationContext context;
    private final OperationEngine engine;
    private final RecordedStart starts;
    private final DefaultCallExecutor<?> calls;
    private final StoredCopies<T> stored;
    private final List<? extends CopyType<?, ?, T>> types;

    DefaultCopies(
            OperationContext context,
            OperationEngine engine,
            RecordedStart starts,
            DefaultCallExecutor<?> calls,
            List<? extends CopyType<?, ?, T>> types) {
        this.context = context;
        this.engine = engine;
        this.starts = starts;
        this.calls = calls;
        this.types = List.copyOf(types);
        this.stored = new StoredCopies<>(context, starts, calls, this.types);
    }

    @Override
    public Operation<T> start(CopyRequest request, CallOptions options) {
        return start(typeOf(request), request, requireNonNull(options, "options"));
    }

    private <Q extends CopyRequest, R> Operation<T> start(
            CopyType<Q, R, T> type, CopyRequest request, CallOptions options) {
        return starts.start(type, effective(type, request), options);
    }

    @Override
    public CompletableFuture<Operation<T>> startAsync(CopyRequest request, CallOptions options) {
        return startAsync(typeOf(request), request, requireNonNull(options, "options"));
    }

    private <Q extends CopyRequest, R> CompletableFuture<Operation<T>> startAsync(
            CopyType<Q, R, T> type, CopyRequest request, CallOptions options) {
        return starts.startAsync(type, effective(type, request), options);
    }

    @Override
    public CopyTarget target(CopyRequest request) {
        return target(typeOf(request), request);
    }

    private <Q extends CopyRequest, R> CopyTarget target(CopyType<Q, R, T> type, CopyRequest request) {
        R effective = effective(type, request);
        return new CopyTarget(
                context.provider(),
                type.targetRegion(effective),
                type.targetScope(effective),
                type.targetName(effective));
    }

    @Override
    public String sourceId(CopyRequest request) {
        return sourceId(typeOf(request), request);
    }

    private static <Q extends CopyRequest, R> String sourceId(CopyType<Q, R, ?> type, CopyRequest request) {
        return type.sourceId(effective(type, request));
    }

    /** All kinds of copies of a client yield the same. */
    @Override
    public String resultId(T result) {
        return types.get(0).resultId(requireNonNull(result, "result"));
    }

    @Override
    public boolean honorsKeys(CopyRequest request) {
        return typeOf(request).honorsKeys();
    }

    @Override
    public OperationKey key(String idempotencyKey) {
        return stored.key(idempotencyKey);
    }

    @Override
    public Optional<OperationStore> operationStore() {
        return context.settings().operationStore();
    }

    @Override
    public TargetLook<T> lookUp(CopyRequest request, CallOptions options) {
        return Futures.completed(
                lookUp(context.blocking(calls, requireNonNull(options, "options"), LOOK_UP), typeOf(request), request));
    }

    @Override
    public CompletableFuture<TargetLook<T>> lookUpAsync(CopyRequest request, CallOptions options) {
        AsyncFlow flow = context.async(calls, requireNonNull(options, "options"), LOOK_UP);
        return context.exposed(lookUp(flow, typeOf(request), request), flow::cancel);
    }

    private <Q extends CopyRequest, R> CompletableFuture<TargetLook<T>> lookUp(
            CallFlow flow, CopyType<Q, R, T> type, CopyRequest request) {
        context.lifecycle().requireOpen(context.clientName(), LOOK_UP);
        R effective = effective(type, request);
        if (type.targetName(effective).isEmpty()) {
            throw new IllegalArgumentException(
                    context.clientName() + ".lookUp: the request gives its copy no name to look for");
        }
        return type.lookUp(
                        flow,
                        effective,
                        nobodys(type, effective),
                        found -> engine.accepted(type, found, Optional.empty(), OperationRecorder.none()))
                .thenApply(this::presentable);
    }

    /** The status of a copy in progress may be any text of the service; the others are words that the SDK knows. */
    private TargetLook<T> presentable(TargetLook<T> look) {
        return look instanceof TargetLook.InProgress<T> found
                ? new TargetLook.InProgress<>(
                        found.id(), context.secrets().clean(found.status()), found.match(), found.operation())
                : look;
    }

    @Override
    public CompletableFuture<@Nullable Void> deleteAsync(
            CopyRequest request, TargetLook.Leftover<T> leftover, CallOptions options) {
        requireNonNull(leftover, "leftover");
        AsyncFlow flow = context.async(calls, requireNonNull(options, "options"), DELETE);
        return context.exposed(delete(flow, typeOf(request), request, leftover.id()), flow::cancel);
    }

    private <Q extends CopyRequest, R> CompletableFuture<@Nullable Void> delete(
            CallFlow flow, CopyType<Q, R, T> type, CopyRequest request, String id) {
        context.lifecycle().requireOpen(context.clientName(), DELETE);
        R effective = effective(type, request);
        return type.delete(flow, effective, nobodys(type, effective), id);
    }

    /** The handle of a copy that anybody may have made: it has no key, and nothing to send again. */
    private <R> OperationHandle nobodys(CopyType<?, R, T> type, R effective) {
        return engine.intent(type, effective, "").withRequest(KeptRequest.none());
    }

    @Override
    public StoredRequest write(CopyRequest request) {
        return write(typeOf(request), request);
    }

    private <Q extends CopyRequest, R> StoredRequest write(CopyType<Q, R, T> type, CopyRequest request) {
        return RequestTexts.write(type, effective(type, request));
    }

    @Override
    public CopyRequest read(StoredRequest request) {
        return read(stored.typeOf(requireNonNull(request, "request").kind()), request);
    }

    private static <R> CopyRequest read(CopyType<?, R, ?> type, StoredRequest request) {
        return type.request(RequestTexts.read(type, request));
    }

    @Override
    public CompletableFuture<ResumedCopy<T>> resumeAsync(
            OperationStore store, OperationKey key, ResumePolicy policy, CallOptions options) {
        return stored.resumeAsync(
                requireNonNull(store, "store"),
                requireNonNull(key, "key"),
                requireNonNull(policy, "policy"),
                requireNonNull(options, "options"));
    }

    @Override
    public ResumeReport<T> resumeAll(OperationStore store, ResumePolicy policy) {
        return stored.resumeAll(requireNonNull(store, "store"), requireNonNull(policy, "policy"));
    }

    @Override
    public Stream<ResumedCopy<T>> resumeEach(OperationStore store, ResumePolicy policy) {
        return stored.resumeEach(requireNonNull(store, "store"), requireNonNull(policy, "policy"));
    }

    private CopyType<?, ?, T> typeOf(CopyRequest request) {
        requireNonNull(request, "request");
        for (CopyType<?, ?, T> type : types) {
            if (type.requestType().isInstance(request)) {
                return type;
            }
        }
        throw new IllegalArgumentException(context.clientName() + " knows no request of type "
                + request.getClass().getSimpleName() + "; it knows "
                + types.stream().map(type -> type.requestType().getSimpleName()).toList());
    }

    private static <Q extends CopyRequest, R> R effective(CopyType<Q, R, ?> type, CopyRequest request) {
        return type.effective(type.requestType().cast(request));
    }
}
