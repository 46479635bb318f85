package dev.imagecopy.bulk.internal.run;

import dev.imagecopy.bulk.RunningCopies;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Operation;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a task is doing now, and whether it may begin anything else. Safe for use by multiple threads.
 *
 * @param <T> the type of the copy's result
 */
final class CurrentStep<T> {
    private final Object lock = new Object();
    private boolean startsNothing; // guarded by lock, like all that follows
    private boolean expired;
    private @Nullable RunningCopies stop;
    private @Nullable Operation<T> operation;
    private @Nullable CompletableFuture<T> waiting;
    private @Nullable CompletableFuture<?> call;

    /** Returns whether the task may still begin something: neither the run has stopped nor the task's time has passed. */
    boolean mayGoOn() {
        synchronized (lock) {
            return !startsNothing && !expired;
        }
    }

    /** Returns whether the task's time has passed. */
    boolean isExpired() {
        synchronized (lock) {
            return expired;
        }
    }

    /** Lets what is in progress continue, but nothing that changes a service begin. */
    void startNothing() {
        synchronized (lock) {
            startsNothing = true;
        }
    }

    /** Ends the task soon, with or without its copy. */
    void stop(RunningCopies copies) {
        Operation<T> running;
        CompletableFuture<T> wait;
        CompletableFuture<?> aborted;
        synchronized (lock) {
            startsNothing = true;
            stop = copies;
            running = operation;
            wait = waiting;
            aborted = call;
        }
        abort(aborted);
        if (running != null && wait != null) {
            stop(running, wait, copies);
        }
    }

    /** Ends the task now, because its time has passed; a wait for its copy has its own limit. */
    void expire() {
        CompletableFuture<?> aborted;
        synchronized (lock) {
            expired = true;
            aborted = call;
        }
        abort(aborted);
    }

    private static void abort(@Nullable CompletableFuture<?> call) {
        if (call != null) {
            call.cancel(true);
        }
    }

    /**
     * Tracks a call that may be aborted, because it changes nothing or can be repeated. A call that sends a copy is not one of
     * these: aborting it would leave open whether the copy has begun.
     */
    <V> CompletableFuture<V> abortable(CompletableFuture<V> made) {
        boolean tooLate;
        synchronized (lock) {
            call = made;
            tooLate = expired || stop != null;
        }
        if (tooLate) {
            made.cancel(true);
        }
        return made;
    }

    /** Tracks the wait for a copy. */
    void waits(Operation<T> accepted, CompletableFuture<T> wait) {
        RunningCopies stopped;
        synchronized (lock) {
            operation = accepted;
            waiting = wait;
            stopped = stop;
        }
        if (stopped != null) {
            stop(accepted, wait, stopped);
        }
    }

    private void stop(Operation<T> running, CompletableFuture<T> wait, RunningCopies copies) {
        if (copies == RunningCopies.LEAVE) {
            wait.cancel(false);
            return;
        }
        running.cancelAsync().whenComplete((result, failure) -> {
            boolean cancelling =
                    result instanceof CancelResult.Requested || result instanceof CancelResult.AlreadyFinished;
            if (!cancelling) {
                wait.cancel(false); // the service cannot cancel it, or did not answer
            }
        });
    }
}
