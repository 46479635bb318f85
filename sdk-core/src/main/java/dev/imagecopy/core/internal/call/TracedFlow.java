package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.internal.Lifecycle;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.time.TimeSource;
import java.util.Optional;

/** A flow that remembers under which id the service knows the latest exchange of its calls. */
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

    /** The id of the latest exchange that was answered, where the service told one. */
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

    /** When the latest call began that changes something, on the monotonic clock. */
    public final long changedAt() {
        return changedAt;
    }

    /** Replaces the options of the calls that follow. */
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
