package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.internal.Lifecycle;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.time.TimeSource;
import java.util.Optional;

/** A flow that remembers the request id of its latest exchange, and whether it has changed anything. */
public abstract sealed class TracedFlow implements CallFlow, CallOwner permits AsyncFlow, BlockingFlow {
    final DefaultCallExecutor<?> calls;
    private final String method;
    volatile CallOptions options;
    private volatile long changedAt;
    private volatile Optional<String> requestId = Optional.empty();
    private volatile boolean changedSomething;

    /**
     * @param method the method that the application called, which messages name for every call; empty for each call's own name
     */
    TracedFlow(DefaultCallExecutor<?> calls, CallOptions options, String method) {
        this.calls = calls;
        this.options = options;
        this.method = method;
        this.changedAt = time().nanoTime();
    }

    /** The request id of the latest exchange that was answered, if the service sent one. */
    public final Optional<String> requestId() {
        return requestId;
    }

    /** Whether the service has accepted a call that changes something. */
    public final boolean hasChangedSomething() {
        return changedSomething;
    }

    final <T> T accepted(T value) {
        changedSomething = true;
        return value;
    }

    /** When the latest call that changes something started, on the monotonic clock. */
    public final long changedAt() {
        return changedAt;
    }

    /** Replaces the options for the calls that follow. */
    public final void continueWith(CallOptions next) {
        options = next;
    }

    final void begins(ApiCall<?, ?> call) {
        if (call.repeatability().isMutating()) {
            changedAt = time().nanoTime();
        }
    }

    @Override
    public final void answered(Optional<String> id) {
        requestId = id;
    }

    @Override
    public final String method(ApiCall<?, ?> call) {
        return method.isEmpty() ? call.name() : method;
    }

    /** For a call that continues after this flow has ended. */
    final CallOwner inBackground() {
        return new CallOwner() {
            @Override
            public String method(ApiCall<?, ?> call) {
                return TracedFlow.this.method(call);
            }
        };
    }

    /** Calls that the caller waits for have other time limits than those that nobody waits for. */
    final CallOptions inBackground(int attempts) {
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
