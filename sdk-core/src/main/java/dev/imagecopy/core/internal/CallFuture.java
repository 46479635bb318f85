package dev.imagecopy.core.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The future of one call, completed by the engine alone. Cancelling it, or closing the client, reaches the exchange or the
 * pause under way; stages that a user derives from it are plain ones, whose cancellation reaches nothing.
 */
final class CallFuture<T> extends CompletableFuture<T> {
    private final AtomicReference<Runnable> abort = new AtomicReference<>(CallFuture::nothing);

    CallFuture(CallRun<?, T, ?> run, Lifecycle lifecycle) {
        Runnable onClose = () -> {
            completeExceptionally(run.closed());
            abort();
        };
        whenComplete((value, thrown) -> {
            lifecycle.forget(onClose);
            run.finished(thrown);
        });
        lifecycle.onClose(onClose);
    }

    /** Says how to abort what is under way now. */
    void underWay(Runnable howToAbort) {
        abort.set(howToAbort);
        if (isDone()) {
            abort();
        }
    }

    /** Runs a step of the call, if it still goes on: what the step throws fails this future instead of vanishing. */
    void guard(Runnable step) {
        if (isDone()) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            completeExceptionally(e);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            abort();
        }
        return cancelled;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }

    private void abort() {
        abort.getAndSet(CallFuture::nothing).run();
    }

    private static void nothing() {
        // nothing is under way
    }
}
