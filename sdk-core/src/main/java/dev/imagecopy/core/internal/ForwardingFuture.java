package dev.imagecopy.core.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A future of a chain of stages whose cancellation reaches what runs at the chain's beginning. */
final class ForwardingFuture<T> extends CompletableFuture<T> {
    private @Nullable Runnable abort; // guarded by this; taken by the first cancel

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
        Runnable first = cancelled ? takeAbort() : null;
        if (first != null) {
            first.run();
        }
        return cancelled; // true each time, as the JDK's futures say it
    }

    private synchronized @Nullable Runnable takeAbort() {
        Runnable taken = abort;
        abort = null;
        return taken;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
