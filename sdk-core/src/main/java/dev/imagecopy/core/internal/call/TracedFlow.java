package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.internal.Lifecycle;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.time.TimeSource;
import java.util.Optional;

/** A flow that remembers the request id of its latest exchange, and whether it has changed anything. */
public abstract sealed class TracedFlow implements CallFlow permits AsyncFlow, BlockingFlow {
    final DefaultCallExecutor<?> calls;
    volatile CallOptions options;
    private volatile long changedAt;
    final TimeSource time;
    final Lifecycle lifecycle;
    private volatile Optional<String> requestId = Optional.empty();
    private volatile boolean changedSomething;

    TracedFlow(DefaultCallExecutor<?> calls, CallOptions options, TimeSource time, Lifecycle lifecycle) {
        this.calls = calls;
        this.options = options;
        this.time = time;
        this.lifecycle = lifecycle;
        this.changedAt = time.nanoTime();
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
            changedAt = time.nanoTime();
        }
    }

    final void answered(Optional<String> id) {
        requestId = id;
    }

    @Override
    public final CallOptions options() {
        return options;
    }

    @Override
    public final TimeSource time() {
        return time;
    }
}
