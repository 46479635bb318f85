package dev.imagecopy.core.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The future of one call, completed by the engine alone. Cancelling it, or closing the client, reaches the exchange or the
 * pause under way; stages that a user derives from it are plain ones, whose cancellation reaches nothing.
 */
final class CallFuture<T> extends CompletableFuture<T> implements Runnable, BiConsumer<T, @Nullable Throwable> {
    private final CallRun<?, T, ?> run;
    private final Lifecycle lifecycle;
    private final AtomicReference<Runnable> abort = new AtomicReference<>(CallFuture::nothing);

    CallFuture(CallRun<?, T, ?> run, Lifecycle lifecycle) {
        this.run = run;
        this.lifecycle = lifecycle;
        whenComplete(this);
        lifecycle.onClose(this);
    }

    /** The call has ended. */
    @Override
    public void accept(T value, @Nullable Throwable thrown) {
        lifecycle.forget(this);
        run.finished(thrown);
    }

    /** The client is closed. */
    @Override
    public void run() {
        completeExceptionally(run.closed());
        abort();
    }

    /** Says how to abort what is under way now. */
    void underWay(Runnable howToAbort) {
        abort.set(howToAbort);
        if (isDone()) {
            abort();
        }
    }

    /** Says what is under way now. */
    void underWay(Future<?> step) {
        underWay(() -> step.cancel(true));
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
