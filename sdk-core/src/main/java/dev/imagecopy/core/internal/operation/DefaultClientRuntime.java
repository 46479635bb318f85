package dev.imagecopy.core.internal.operation;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.internal.Callbacks;
import dev.imagecopy.core.internal.ClientContext;
import dev.imagecopy.core.internal.Futures;
import dev.imagecopy.core.internal.call.AsyncFlow;
import dev.imagecopy.core.internal.call.BlockingFlow;
import dev.imagecopy.core.internal.call.DefaultCallExecutor;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.retry.RetryBudget;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.ClientRuntime;
import dev.imagecopy.core.spi.CopyType;
import dev.imagecopy.core.spi.OperationType;
import dev.imagecopy.core.spi.Urgency;
import dev.imagecopy.core.time.TimeSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Wires the parts of one client, and owns those that the client created. */
final class DefaultClientRuntime<C extends Credentials> implements ClientRuntime {
    private final ClientContext<C> context;
    private final DefaultCallExecutor<C> calls;
    private final Callbacks callbacks;
    private final OperationContext shared;
    private final OperationEngine operations;
    private final RecordedStart copies;

    DefaultClientRuntime(ClientContext<C> context) {
        this.context = context;
        this.calls = new DefaultCallExecutor<>(context, new RetryBudget());
        this.callbacks = new Callbacks(context.settings().callbackExecutor());
        // Polls have their own budget: many failing polls must not prevent copies from being submitted.
        RetryBudget ofPolls = new RetryBudget();
        this.shared = new OperationContext(
                context,
                new DefaultCallExecutor<>(context, ofPolls, Urgency.POLL),
                new DefaultCallExecutor<>(context, ofPolls, Urgency.CANCEL),
                callbacks);
        this.operations = new OperationEngine(shared, calls);
        this.copies = new RecordedStart(shared, operations, calls);
    }

    @Override
    public <R, T> T execute(ApiCall<R, T> call, R request, CallOptions options) {
        return calls.execute(call, requireNonNull(request, "request"), requireNonNull(options, "options"));
    }

    @Override
    public <R, T> CompletableFuture<T> executeAsync(ApiCall<R, T> call, R request, CallOptions options) {
        CompletableFuture<T> made =
                calls.executeAsync(call, requireNonNull(request, "request"), requireNonNull(options, "options"));
        return callbacks.exposed(made, () -> made.cancel(true));
    }

    @Override
    public <T> T run(String method, CallOptions options, Function<CallFlow, CompletableFuture<T>> step) {
        requireNonNull(options, "options");
        return Futures.completed(step.apply(new BlockingFlow(calls, options, method)));
    }

    @Override
    public <T> CompletableFuture<T> runAsync(
            String method, CallOptions options, Function<CallFlow, CompletableFuture<T>> step) {
        requireNonNull(options, "options");
        AsyncFlow flow = new AsyncFlow(calls, options, method);
        CompletableFuture<T> chain;
        try {
            chain = step.apply(flow);
        } catch (RuntimeException | Error e) {
            chain = CompletableFuture.failedFuture(e);
        }
        return callbacks.exposed(chain, flow::cancel);
    }

    @Override
    public <R, T> Operation<T> start(OperationType<R, T> type, R request, CallOptions options) {
        checkKey(type, request, options);
        return operations.start(type, request, options);
    }

    @Override
    public <R, T> CompletableFuture<Operation<T>> startAsync(OperationType<R, T> type, R request, CallOptions options) {
        checkKey(type, request, options);
        return operations.startAsync(type, request, options);
    }

    private static <R> void checkKey(OperationType<R, ?> type, R request, CallOptions options) {
        requireNonNull(request, "request");
        requireNonNull(options, "options").idempotencyKey().ifPresent(key -> type.checkKey(request, key));
    }

    @Override
    public <T> Operation<T> resume(ResumeToken token, List<? extends OperationType<?, T>> types) {
        return operations.resume(requireNonNull(token, "token"), types);
    }

    @Override
    public <T> Copies<T> copies(List<? extends CopyType<?, ?, T>> types) {
        return new DefaultCopies<>(shared, operations, copies, calls, types);
    }

    @Override
    public TimeSource time() {
        return context.time();
    }

    @Override
    public void close() {
        if (!context.lifecycle().close()) {
            return;
        }
        callbacks.close();
        context.resources().closeOwned();
    }
}
