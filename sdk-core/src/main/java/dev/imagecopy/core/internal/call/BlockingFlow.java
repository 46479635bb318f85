package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.internal.BlockedCaller;
import dev.imagecopy.core.internal.Futures;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.SendWatch;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A flow on the caller's thread: every future is complete when it is returned. */
public final class BlockingFlow extends TracedFlow {
    /** Creates a flow whose calls have these options; see {@link TracedFlow} for the method. */
    public BlockingFlow(DefaultCallExecutor<?> calls, CallOptions options, String method) {
        super(calls, options, method);
    }

    @Override
    public <R, T> CompletableFuture<T> call(ApiCall<R, T> call, R request) {
        try {
            T value = calls.execute(call, request, optionsOf(call, request), this);
            return CompletableFuture.completedFuture(call.repeatability().isMutating() ? accepted(value) : value);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public <R, T> CompletableFuture<T> background(ApiCall<R, T> call, R request, int attempts, SendWatch watch) {
        return startInBackground(call, request, attempts, watch);
    }

    @Override
    public <T> CompletableFuture<T> waitFor(CompletableFuture<T> shared) {
        if (shared.isDone()) {
            return waitForBounded(shared);
        }
        CompletableFuture<T> wait = shared.copy();
        PatientWait limit = limit(wait);
        try {
            return waitForBounded(wait);
        } finally {
            limit.cancel();
        }
    }

    @Override
    public <T> CompletableFuture<T> waitForBounded(CompletableFuture<T> bounded) {
        waits();
        BlockedCaller caller = lifecycle().enter();
        try {
            return CompletableFuture.completedFuture(bounded.get());
        } catch (InterruptedException e) {
            if (lifecycle().isClosed()) {
                return CompletableFuture.failedFuture(closed());
            }
            Thread.currentThread().interrupt();
            return CompletableFuture.failedFuture(
                    new SdkInterruptedException("interrupted between two calls", ErrorContext.none(true), e));
        } catch (ExecutionException | CancellationException e) {
            return CompletableFuture.failedFuture(Futures.own(CallFlow.causeOf(e)));
        } finally {
            lifecycle().leave(caller);
        }
    }

    @Override
    public CompletableFuture<@Nullable Void> pause(Duration duration) {
        BlockedCaller caller = lifecycle().enter();
        try {
            time().sleep(duration);
            return CompletableFuture.completedFuture(null);
        } catch (InterruptedException e) {
            if (lifecycle().isClosed()) {
                return CompletableFuture.completedFuture(null); // the next call is rejected
            }
            Thread.currentThread().interrupt();
            return CompletableFuture.failedFuture(
                    new SdkInterruptedException("interrupted between two calls", ErrorContext.none(true), e));
        } finally {
            lifecycle().leave(caller);
        }
    }
}
