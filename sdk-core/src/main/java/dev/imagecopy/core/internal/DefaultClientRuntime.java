package dev.imagecopy.core.internal;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.http.Urgency;
import dev.imagecopy.core.okhttp.OkHttpTransport;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.retry.RetryBudget;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallExecutor;
import dev.imagecopy.core.spi.ClientRuntime;
import dev.imagecopy.core.spi.OperationType;
import dev.imagecopy.core.spi.ProviderProfile;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** Wires the parts of one client and owns those that the client made. */
public final class DefaultClientRuntime<C extends Credentials> implements ClientRuntime {
    /** The longest that a service may be silent in the middle of an exchange. */
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

    private final Environment<C> env;
    private final DefaultCallExecutor<C> calls;
    private final Callbacks callbacks;
    private final OperationEngine operations;

    private DefaultClientRuntime(Environment<C> env) {
        this.env = env;
        this.calls = new DefaultCallExecutor<>(env, new RetryBudget());
        this.callbacks = new Callbacks(env.settings.callbackExecutor());
        // Polls spend from a purse of their own: a storm of failing polls must not keep copies from being submitted.
        RetryBudget ofPolls = new RetryBudget();
        this.operations = new OperationEngine(
                env,
                calls,
                new DefaultCallExecutor<>(env, ofPolls, Urgency.POLL),
                new DefaultCallExecutor<>(env, ofPolls, Urgency.CANCEL),
                callbacks);
    }

    /**
     * Makes an engine. No thread is started and no connection made before the first call.
     *
     * @param profile what to know of the provider
     * @param settings what the builder collected
     * @param <C> the kind of credentials
     * @return the engine
     */
    public static <C extends Credentials> ClientRuntime start(ProviderProfile<C> profile, EngineSettings settings) {
        // The generators of RandomGenerator's factories are not safe for use by many threads; this one is.
        Random random = new Random();
        return start(profile, settings, random, random.nextLong());
    }

    /**
     * Makes an engine whose every random choice comes from a generator, for runs that can be repeated.
     *
     * @param profile what to know of the provider
     * @param settings what the builder collected
     * @param random jitters retries and polls; used by many threads at once if the client is
     * @param <C> the kind of credentials
     * @return the engine
     */
    public static <C extends Credentials> ClientRuntime start(
            ProviderProfile<C> profile, EngineSettings settings, RandomGenerator random) {
        return start(profile, settings, random, 1);
    }

    private static <C extends Credentials> ClientRuntime start(
            ProviderProfile<C> profile, EngineSettings settings, RandomGenerator random, long firstCallId) {
        Optional<HttpTransport> borrowed = settings.transport();
        return new DefaultClientRuntime<>(new Environment<>(
                profile,
                settings,
                borrowed.isPresent() ? borrowed.get() : OkHttpTransport.create(settings.connectTimeout(), READ_TIMEOUT),
                new ClockOffset(),
                new Redactor(),
                new Events(settings.listener(), firstCallId),
                random,
                new Lifecycle(),
                settings.timeSource().orElseGet(TimeSource::system)));
    }

    @Override
    public <R, T> T execute(ApiCall<R, T> call, R request, CallOptions options) {
        return calls.execute(call, request, options);
    }

    @Override
    public <R, T> CompletableFuture<T> executeAsync(ApiCall<R, T> call, R request, CallOptions options) {
        return new ForwardingFuture<>(calls.executeAsync(call, request, options), callbacks.completions);
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
        return env.time;
    }

    @Override
    public void close() {
        if (!env.lifecycle.close()) {
            return;
        }
        callbacks.close();
        try {
            if (env.settings.transport().isEmpty()) {
                env.transport.close();
            }
        } finally {
            if (env.settings.timeSource().isEmpty()) {
                env.time.close();
            }
        }
    }
}
