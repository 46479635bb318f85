package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.internal.Futures;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The two ways to use everything: on the caller's thread, or with futures while the test moves the time. */
enum Style {
    BLOCKING {
        @Override
        Operation<String> start(CopyBench bench, String name) {
            return bench.runtime.start(bench.type, name, CallOptions.defaults());
        }

        @Override
        OperationSnapshot<String> poll(CopyBench bench, Operation<String> operation) {
            return operation.poll();
        }

        @Override
        CancelResult cancel(CopyBench bench, Operation<String> operation) {
            return operation.cancel();
        }

        @Override
        String await(CopyBench bench, Operation<String> operation, Duration timeout) {
            return valueOf(bench, parkedInThread(() -> operation.await(timeout)));
        }
    },
    ASYNC {
        @Override
        Operation<String> start(CopyBench bench, String name) {
            return valueOf(bench, bench.runtime.startAsync(bench.type, name, CallOptions.defaults()));
        }

        @Override
        OperationSnapshot<String> poll(CopyBench bench, Operation<String> operation) {
            return valueOf(bench, operation.pollAsync());
        }

        @Override
        CancelResult cancel(CopyBench bench, Operation<String> operation) {
            return valueOf(bench, operation.cancelAsync());
        }

        @Override
        String await(CopyBench bench, Operation<String> operation, Duration timeout) {
            return valueOf(bench, operation.awaitAsync(timeout));
        }
    };

    abstract Operation<String> start(CopyBench bench, String name);

    abstract OperationSnapshot<String> poll(CopyBench bench, Operation<String> operation);

    abstract CancelResult cancel(CopyBench bench, Operation<String> operation);

    abstract String await(CopyBench bench, Operation<String> operation, Duration timeout);

    /** What may block and be interrupted. */
    interface Blocking<T> {
        T call() throws InterruptedException;
    }

    /** Runs something that blocks on a thread of its own. */
    static <T> CompletableFuture<T> inThread(Blocking<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        start(work, result);
        return result;
    }

    /** As {@link #inThread}, and returns when the thread waits for others: before that the time must not move. */
    static <T> CompletableFuture<T> parkedInThread(Blocking<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = start(work, result);
        while (!result.isDone() && thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return result;
    }

    private static <T> Thread start(Blocking<T> work, CompletableFuture<T> result) {
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(work.call());
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                },
                "test-caller");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Moves the time from task to task until a future is done. */
    static <T> T valueOf(CopyBench bench, CompletableFuture<T> future) {
        long giveUp = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!future.isDone()) {
            if (System.nanoTime() > giveUp) {
                throw new AssertionError("the future does not end");
            }
            if (!bench.time.advanceToNextTask()) {
                Thread.onSpinWait();
            }
        }
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } catch (ExecutionException e) {
            throw Futures.unwrap(e);
        } catch (CancellationException e) {
            throw e;
        }
    }
}
