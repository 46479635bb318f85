package dev.imagecopy.core.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A future of a chain of stages whose cancellation reaches what runs at the chain's beginning. */
final class ForwardingFuture<T> extends CompletableFuture<T> {
    private final Runnable abort;

    ForwardingFuture(CompletableFuture<T> chain, Runnable abort) {
        this(chain, abort, Runnable::run);
    }

    /** Completes on an executor, where strangers continue the future. */
    ForwardingFuture(CompletableFuture<T> chain, Runnable abort, Executor completions) {
        this.abort = abort;
        chain.whenComplete((value, thrown) -> completions.execute(() -> {
            if (thrown == null) {
                complete(value);
            } else {
                failWith(thrown);
            }
        }));
    }

    private void failWith(Throwable thrown) {
        try {
            completeExceptionally(Futures.unwrap(thrown));
        } catch (Error e) {
            completeExceptionally(e);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            abort.run();
        }
        return cancelled;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
