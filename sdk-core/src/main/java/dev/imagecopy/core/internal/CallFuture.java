package dev.imagecopy.core.internal;

import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.ErrorContext;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The future of one call, completed by the engine alone. Cancelling it reaches the exchange or the pause under way; stages
 * that a user derives from it are plain ones, whose cancellation reaches nothing.
 */
final class CallFuture<T> extends CompletableFuture<T> {
    private final AtomicReference<Runnable> abort = new AtomicReference<>(CallFuture::nothing);
    private final Runnable onClose;

    CallFuture(String call, Lifecycle lifecycle) {
        this.onClose = () -> {
            completeExceptionally(
                    new ClientClosedException(new ErrorContext(call, "", 0, 0, false, ""), Optional.empty()));
            abort();
        };
        lifecycle.onClose(onClose);
        whenComplete((value, thrown) -> lifecycle.forget(onClose));
    }

    /** Says how to abort what is under way now. */
    void underWay(Runnable howToAbort) {
        abort.set(howToAbort);
        if (isDone()) {
            abort();
        }
    }

    /** Runs engine code on a foreign thread: what it throws fails this future instead of vanishing. */
    void guard(Runnable work) {
        try {
            work.run();
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
