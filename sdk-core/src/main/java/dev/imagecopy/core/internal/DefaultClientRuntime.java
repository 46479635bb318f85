package dev.imagecopy.core.internal;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.http.Urgency;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.retry.RetryBudget;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallExecutor;
import dev.imagecopy.core.spi.ClientRuntime;
import dev.imagecopy.core.spi.OperationType;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.core.time.TimeSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Wires the parts of one client and owns those that the client made. */
final class DefaultClientRuntime<C extends Credentials> implements ClientRuntime {
    private final Environment<C> env;
    private final DefaultCallExecutor<C> calls;
    private final Callbacks callbacks;
    private final OperationEngine operations;

    DefaultClientRuntime(Environment<C> env) {
        this.env = env;
        this.calls = new DefaultCallExecutor<>(env, new RetryBudget());
        this.callbacks = new Callbacks(env.settings().callbackExecutor());
        // Polls spend from a purse of their own: a storm of failing polls must not keep copies from being submitted.
        RetryBudget ofPolls = new RetryBudget();
        this.operations = new OperationEngine(
                env,
                calls,
                new DefaultCallExecutor<>(env, ofPolls, Urgency.POLL),
                new DefaultCallExecutor<>(env, ofPolls, Urgency.CANCEL),
                callbacks);
    }

    @Override
    public <R, T> T execute(ApiCall<R, T> call, R request, CallOptions options) {
        return calls.execute(call, request, options);
    }

    @Override
    public <R, T> CompletableFuture<T> executeAsync(ApiCall<R, T> call, R request, CallOptions options) {
        CompletableFuture<T> raw = calls.executeAsync(call, request, options);
        return new ForwardingFuture<>(raw, () -> raw.cancel(true), callbacks::run);
    }

    @Override
    public <R, T> Operation<T> start(OperationType<R, T> type, R request, CallOptions options) {
        return operations.start(type, request, options);
    }

    @Override
    public <R, T> CompletableFuture<Operation<T>> startAsync(OperationType<R, T> type, R request, CallOptions options) {
        return operations.startAsync(type, request, options);
    }

    @Override
    public <T> Operation<T> resume(ResumeToken token, List<? extends OperationType<?, T>> types) {
        return operations.resume(token, types);
    }

    @Override
    public <D extends Credentials> CallExecutor companion(ProviderProfile<D> profile) {
        return new DefaultCallExecutor<>(env.towards(profile), new RetryBudget());
    }

    @Override
    public TimeSource time() {
        return env.time();
    }

    @Override
    public void close() {
        if (!env.lifecycle().close()) {
            return;
        }
        callbacks.close();
        try {
            if (env.settings().transport().isEmpty()) {
                env.transport().close();
            }
        } finally {
            if (env.settings().ownsTime()) {
                env.time().close();
            }
        }
    }
}
