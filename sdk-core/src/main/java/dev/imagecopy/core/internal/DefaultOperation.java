package dev.imagecopy.core.internal;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.spi.RemoteOperation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** The one handle. What is known lives in {@link OperationRecord}, waiting in {@link PollLoop}; this class asks and cancels. */
final class DefaultOperation<T> implements Operation<T> {
    private final OperationEngine engine;
    private final OperationRecord<T> record;
    private final PollLoop<T> loop;
    private final SharedPoll<T> polls = new SharedPoll<>();

    DefaultOperation(OperationEngine engine, OperationRecord<T> record, Duration firstPollIn) {
        this.engine = engine;
        this.record = record;
        this.loop = new PollLoop<>(engine, record, this::pollAsync, firstPollIn);
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
        return record.latest();
    }

    @Override
    public OperationSnapshot<T> poll() {
        if (latest().state().isTerminal()) {
            return latest();
        }
        String call = engine.clientName() + ".poll";
        return Futures.join(polls.joinOrStart(() -> pollIn(engine.blockingFlow())), call);
    }

    @Override
    public CompletableFuture<OperationSnapshot<T>> pollAsync() {
        if (latest().state().isTerminal()) {
            return CompletableFuture.completedFuture(latest());
        }
        AsyncFlow flow = engine.asyncFlow();
        return polls.joinOrStart(() -> pollIn(flow), flow::cancel);
    }

    /** One logical poll: the record remembers what it told, and decides what "not found" means. */
    private CompletableFuture<OperationSnapshot<T>> pollIn(CallFlow flow) {
        return ask(flow)
                .handle((result, thrown) -> {
                    if (thrown == null) {
                        return CompletableFuture.completedFuture(result);
                    }
                    RuntimeException error = record.withToken(Futures.unwrap(thrown));
                    return error instanceof NotFoundException
                            ? CompletableFuture.completedFuture(PollResult.<T>notFound())
                            : CompletableFuture.<PollResult<T>>failedFuture(error);
                })
                .thenCompose(answer -> answer)
                .thenCompose(
                        result -> result.state() == null ? missing(flow) : CompletableFuture.completedFuture(result))
                .thenApply(record::absorb);
    }

    private CompletableFuture<PollResult<T>> ask(CallFlow flow) {
        Optional<RemoteOperation<T>> remote = record.remote();
        if (remote.isPresent()) {
            return remote.get().poll(flow);
        }
        return record.type().reconcile(flow, record.handle()).thenApply(found -> found.map(record::adopt)
                .orElseGet(PollResult::notFound));
    }

    private CompletableFuture<PollResult<T>> missing(CallFlow flow) {
        Optional<RemoteOperation<T>> remote = record.remote();
        if (record.isWithinGrace() || remote.isEmpty()) {
            return CompletableFuture.completedFuture(record.notVisible());
        }
        if (record.cancelRequested()) {
            return CompletableFuture.completedFuture(record.goneAfterCancel());
        }
        return remote.get()
                .missing(flow, record.seenBefore())
                .thenApply(found -> found.state() == null ? record.vanished() : found);
    }

    @Override
    public T await(Duration timeout) throws InterruptedException {
        CompletableFuture<T> result = loop.await(timeout, false);
        try {
            return result.get();
        } catch (InterruptedException e) {
            result.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw Futures.unwrap(e);
        }
    }

    @Override
    public CompletableFuture<T> awaitAsync(Duration timeout) {
        return loop.await(timeout, true);
    }

    @Override
    public Operation<T> onProgress(Consumer<? super OperationSnapshot<T>> listener) {
        record.addListener(listener);
        return this;
    }

    @Override
    public CancelResult cancel() {
        return Futures.completed(cancelIn(engine.blockingFlow()));
    }

    @Override
    public CompletableFuture<CancelResult> cancelAsync() {
        AsyncFlow flow = engine.asyncFlow();
        return new ForwardingFuture<>(cancelIn(flow), flow::cancel);
    }

    private CompletableFuture<CancelResult> cancelIn(CallFlow flow) {
        OperationState state = latest().state();
        if (state.isTerminal()) {
            return CompletableFuture.completedFuture(new CancelResult.AlreadyFinished(state));
        }
        Optional<RemoteOperation<T>> remote = record.remote();
        if (remote.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new CancelResult.Unknown(record.ambiguous("it is not known whether the operation began")));
        }
        return remote.get()
                .cancel(flow)
                .handle((result, thrown) -> thrown == null ? result : unknownOrThrow(Futures.unwrap(thrown)))
                .thenApply(record::cancelled);
    }

    /** A request that may have arrived is an answer of its own; a refused one is an exception. */
    private static CancelResult unknownOrThrow(RuntimeException error) {
        if (error instanceof AmbiguousOutcomeException || error instanceof TransportException) {
            return new CancelResult.Unknown((SdkException) error);
        }
        throw error;
    }

    @Override
    public String toString() {
        return "Operation[" + engine.clientName() + " " + record.handle().kind() + " " + id() + " " + latest().state()
                + "]";
    }
}
