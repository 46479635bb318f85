package dev.imagecopy.core.internal;

import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.spi.CallFlow;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/** Conveniences for the JDK's futures. */
public final class Futures {
    private Futures() {}

    /** Returns the exception that a stage failed with; rethrows an Error. */
    public static RuntimeException unwrap(Throwable thrown) {
        Throwable cause = CallFlow.causeOf(thrown);
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException e ? e : new IllegalStateException("an unexpected exception", cause);
    }

    /** Returns the exception with which a stage failed, for a caller that waited for it; rethrows an error. */
    public static RuntimeException thrownHere(Throwable thrown) {
        Throwable cause = CallFlow.causeOf(thrown);
        CallerTrace.addTo(cause, Futures.class);
        return unwrap(cause);
    }

    /** Returns the value of a future that a blocking flow has completed. */
    public static <T> T completed(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw thrownHere(e);
        }
    }

    /** Returns a failure that several callers may share, for one of them, so that its trace can tell of that caller. */
    public static Throwable own(Throwable shared) {
        return shared instanceof SdkException known ? known.clone() : shared;
    }

    /** Waits for one future, for which others may wait too; an interrupt cancels it. */
    public static <T> T join(CompletableFuture<T> future, String call) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new SdkInterruptedException(
                    "interrupted while waiting for the answer; the operation goes on", ErrorContext.of(call, true), e);
        } catch (ExecutionException e) {
            throw thrownHere(own(CallFlow.causeOf(e)));
        }
    }

    /**
     * Creates a future from a chain of stages, completed on an executor. If it ends before the chain does (because it is
     * cancelled or times out), whatever the chain is waiting for is aborted.
     */
    public static <T> CompletableFuture<T> forwarding(
            CompletableFuture<T> chain, Runnable abort, Executor completions) {
        CompletableFuture<T> future = new CompletableFuture<>();
        future.whenComplete((value, thrown) -> {
            if (!chain.isDone()) {
                abort.run();
            }
        });
        chain.whenComplete((value, thrown) -> completions.execute(() -> {
            if (thrown == null) {
                future.complete(value);
            } else {
                future.completeExceptionally(CallFlow.causeOf(thrown));
            }
        }));
        return future;
    }
}
