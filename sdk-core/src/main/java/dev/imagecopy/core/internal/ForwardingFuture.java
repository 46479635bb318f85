package dev.imagecopy.core.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * A future of a chain of stages. However it ends before the chain does (cancelled, or by the caller's own timeout), what
 * runs at the chain's beginning is aborted.
 */
final class ForwardingFuture<T> extends CompletableFuture<T> {

    ForwardingFuture(CompletableFuture<T> chain, Runnable abort) {
        this(chain, abort, Runnable::run);
    }

    /** Aborts the chain by cancelling it. */
    ForwardingFuture(CompletableFuture<T> chain, Executor completions) {
        this(chain, () -> chain.cancel(true), completions);
    }

    /** Completes on an executor, where strangers continue the future. */
    ForwardingFuture(CompletableFuture<T> chain, Runnable abort, Executor completions) {
        whenComplete((value, thrown) -> {
            if (!chain.isDone()) {
                abort.run();
            }
        });
        chain.whenComplete((value, thrown) -> completions.execute(() -> {
            if (thrown == null) {
                complete(value);
            } else {
                completeExceptionally(Futures.cause(thrown));
            }
        }));
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
