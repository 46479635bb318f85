package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.SendWatch;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A flow that does not block. Cancelling it aborts the call or pause in progress and rejects any that follow. */
public final class AsyncFlow extends TracedFlow {
    private volatile boolean cancelled;
    private volatile @Nullable CompletableFuture<?> underWay;

    /** Creates a flow whose calls have these options; see {@link TracedFlow} for the method. */
    public AsyncFlow(DefaultCallExecutor<?> calls, CallOptions options, String method) {
        super(calls, options, method);
    }

    /** Aborts what is in progress, and rejects what follows. */
    public void cancel() {
        cancelled = true;
        CompletableFuture<?> current = underWay;
        if (current != null) {
            current.cancel(true);
        }
    }

    @Override
    public <R, T> CompletableFuture<T> call(ApiCall<R, T> call, R request) {
        if (cancelled) {
            return refused();
        }
        CallOptions left;
        try {
            left = optionsOf(call, request);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        CompletableFuture<T> made = track(calls.executeAsync(call, request, left, this, null));
        return call.repeatability().isMutating() ? made.thenApply(this::accepted) : made;
    }

    @Override
    public <R, T> CompletableFuture<T> background(ApiCall<R, T> call, R request, int attempts, SendWatch watch) {
        return cancelled ? refused() : startInBackground(call, request, attempts, watch);
    }

    @Override
    public <T> CompletableFuture<T> waitFor(CompletableFuture<T> shared) {
        CompletableFuture<T> wait = waitForBounded(shared);
        if (!wait.isDone()) {
            PatientWait limit = limit(wait);
            // The timer of a closed client never fires.
            Runnable onClose = () -> wait.completeExceptionally(closed());
            lifecycle().onClose(onClose);
            wait.whenComplete((value, thrown) -> {
                limit.cancel();
                lifecycle().forget(onClose);
            });
        }
        return wait;
    }

    @Override
    public <T> CompletableFuture<T> waitForBounded(CompletableFuture<T> bounded) {
        waits();
        return cancelled ? refused() : track(bounded.copy());
    }

    @Override
    public CompletableFuture<@Nullable Void> pause(Duration duration) {
        if (cancelled) {
            return refused();
        }
        CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
        TimeSource.Timer timer = time().scheduleWork(duration, () -> over.complete(null));
        // The timer of a closed client never fires. The pause ends, like a sleep, and the next call is rejected.
        Runnable onClose = () -> over.complete(null);
        lifecycle().onClose(onClose);
        over.whenComplete((value, thrown) -> {
            timer.cancel();
            lifecycle().forget(onClose);
        });
        return track(over);
    }

    private <T> CompletableFuture<T> track(CompletableFuture<T> future) {
        underWay = future;
        if (cancelled) {
            future.cancel(true);
        }
        return future;
    }

    private static <T> CompletableFuture<T> refused() {
        return CompletableFuture.failedFuture(new CancellationException("the flow was cancelled"));
    }
}
