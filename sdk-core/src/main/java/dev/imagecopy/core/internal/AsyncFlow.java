package dev.imagecopy.core.internal;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallExecutor;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A flow that blocks nobody. Cancelling it aborts the call or pause under way and refuses those that would follow. */
final class AsyncFlow implements CallFlow {
    private final CallExecutor calls;
    private final CallOptions options;
    private final TimeSource time;
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final AtomicReference<@Nullable CompletableFuture<?>> underWay = new AtomicReference<>();

    AsyncFlow(CallExecutor calls, CallOptions options, TimeSource time) {
        this.calls = calls;
        this.options = options;
        this.time = time;
    }

    void cancel() {
        cancelled.set(true);
        CompletableFuture<?> current = underWay.get();
        if (current != null) {
            current.cancel(true);
        }
    }

    @Override
    public <R, T> CompletableFuture<T> call(ApiCall<R, T> call, R request) {
        return track(calls.executeAsync(call, request, options));
    }

    @Override
    public <R, T> CompletableFuture<T> background(ApiCall<R, T> call, R request) {
        return calls.executeAsync(call, request, options.withoutTimeouts());
    }

    @Override
    public CompletableFuture<@Nullable Void> pause(Duration duration) {
        CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
        TimeSource.Timer timer = time.schedule(duration, () -> over.complete(null));
        over.whenComplete((value, thrown) -> timer.cancel());
        return track(over);
    }

    @Override
    public CallOptions options() {
        return options;
    }

    @Override
    public TimeSource time() {
        return time;
    }

    private <T> CompletableFuture<T> track(CompletableFuture<T> future) {
        underWay.set(future);
        if (cancelled.get()) {
            future.cancel(true);
        }
        return future;
    }
}
