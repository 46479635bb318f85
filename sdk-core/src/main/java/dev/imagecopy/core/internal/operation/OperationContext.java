package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.internal.Callbacks;
import dev.imagecopy.core.internal.ClientContext;
import dev.imagecopy.core.internal.EngineSettings;
import dev.imagecopy.core.internal.Events;
import dev.imagecopy.core.internal.KnownSecrets;
import dev.imagecopy.core.internal.Lifecycle;
import dev.imagecopy.core.internal.call.AsyncFlow;
import dev.imagecopy.core.internal.call.BlockingFlow;
import dev.imagecopy.core.internal.call.DefaultCallExecutor;
import dev.imagecopy.core.internal.call.TracedFlow;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.retry.RateLimiter;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** What all operations of one client share. Safe for use by multiple threads. */
final class OperationContext {
    static final String AWAIT = "await";
    static final String CANCEL = "cancel";
    static final String POLL = "poll";

    private static final int PACER_BURST = 10;

    private final ClientContext<?> client;
    private final DefaultCallExecutor<?> pollCalls;
    private final DefaultCallExecutor<?> cancelCalls;
    private final Callbacks callbacks;
    private final RateLimiter pacer;
    private final String pollName;

    OperationContext(
            ClientContext<?> client,
            DefaultCallExecutor<?> pollCalls,
            DefaultCallExecutor<?> cancelCalls,
            Callbacks callbacks) {
        this.client = client;
        this.pollCalls = pollCalls;
        this.cancelCalls = cancelCalls;
        this.callbacks = callbacks;
        int ceiling = pollPolicy().maxPollsPerSecond();
        this.pacer = RateLimiter.of(ceiling, Duration.ofSeconds(1), Math.min(PACER_BURST, ceiling));
        this.pollName = String.join(".", client.clientName(), POLL);
    }

    String clientName() {
        return client.clientName();
    }

    String provider() {
        return client.profile().provider();
    }

    /** The application's key for signing tokens. */
    Optional<Secret> tokenKey() {
        return client.settings().resumeTokenKey();
    }

    ResumeToken token(OperationHandle handle) {
        return ResumeTokenCodec.encode(handle, tokenKey());
    }

    EngineSettings settings() {
        return client.settings();
    }

    PollPolicy pollPolicy() {
        return client.settings().pollPolicy();
    }

    TimeSource time() {
        return client.time();
    }

    RandomGenerator random() {
        return client.random();
    }

    Lifecycle lifecycle() {
        return client.lifecycle();
    }

    Events events() {
        return client.events();
    }

    KnownSecrets secrets() {
        return client.secrets();
    }

    Callbacks callbacks() {
        return callbacks;
    }

    /** The name of the polling method, for messages. */
    String pollName() {
        return pollName;
    }

    ErrorContext errorContext(String method) {
        return ErrorContext.of(clientName() + "." + method, false);
    }

    /** For a poll that failed for a transient reason. */
    ErrorContext retryableContext() {
        return ErrorContext.of(pollName, true);
    }

    /** Takes a slot among the client's polls; returns how long to wait for it. */
    Duration reservePoll() {
        return pacer.reserve("polls", time().nanoTime());
    }

    /**
     * Creates a future for the application, which completes on the callback executor and whose cancellation reaches the chain.
     */
    <T> CompletableFuture<T> exposed(CompletableFuture<T> chain) {
        return exposed(chain, () -> chain.cancel(true));
    }

    <T> CompletableFuture<T> exposed(CompletableFuture<T> chain, Runnable abort) {
        return callbacks.exposed(chain, abort);
    }

    TracedFlow blockingPoll() {
        return blocking(pollCalls, CallOptions.defaults(), POLL);
    }

    AsyncFlow asyncPoll() {
        return async(pollCalls, CallOptions.defaults(), POLL);
    }

    TracedFlow blockingCancel() {
        return blocking(cancelCalls, CallOptions.defaults(), CANCEL);
    }

    AsyncFlow asyncCancel() {
        return async(cancelCalls, CallOptions.defaults(), CANCEL);
    }

    TracedFlow blocking(DefaultCallExecutor<?> calls, CallOptions options, String method) {
        return new BlockingFlow(calls, options, method);
    }

    AsyncFlow async(DefaultCallExecutor<?> calls, CallOptions options, String method) {
        return new AsyncFlow(calls, options, method);
    }
}
