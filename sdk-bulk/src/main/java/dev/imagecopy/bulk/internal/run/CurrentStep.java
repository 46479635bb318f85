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
    private boolean isOurs;
    private @Nullable CompletableFuture<?> call;
    private boolean takesUp; // whether the call is needed to cancel the copy

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

    /** Returns whether the run has ended without its copies, which continue. */
    boolean leavesCopy() {
        synchronized (lock) {
            return stop == RunningCopies.LEAVE;
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
        boolean cancels;
        synchronized (lock) {
            startsNothing = true;
            stop = copies;
            running = operation;
            wait = waiting;
            cancels = copies == RunningCopies.CANCEL && isOurs;
            aborted = takesUp && copies == RunningCopies.CANCEL ? null : call;
        }
        abort(aborted);
        if (running != null && wait != null) {
            stop(running, wait, cancels);
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
        return tracked(made, false);
    }

    /** Tracks a call that takes up an accepted copy, which a stop aborts unless it is to cancel that copy. */
    <V> CompletableFuture<V> takingUp(CompletableFuture<V> made) {
        return tracked(made, true);
    }

    private <V> CompletableFuture<V> tracked(CompletableFuture<V> made, boolean isTakingUp) {
        boolean tooLate;
        synchronized (lock) {
            call = made;
            takesUp = isTakingUp;
            tooLate = expired || stop == RunningCopies.LEAVE || (stop == RunningCopies.CANCEL && !isTakingUp);
        }
        if (tooLate) {
            made.cancel(true);
        }
        return made;
    }

    /**
     * Tracks the wait for a copy.
     *
     * @param own whether the run has started it; nobody cancels the copies of others
     */
    void waits(Operation<T> accepted, CompletableFuture<T> wait, boolean own) {
        RunningCopies stopped;
        synchronized (lock) {
            operation = accepted;
            waiting = wait;
            isOurs = own;
            stopped = stop;
        }
        if (stopped != null) {
            stop(accepted, wait, stopped == RunningCopies.CANCEL && own);
        }
    }

    private void stop(Operation<T> running, CompletableFuture<T> wait, boolean cancels) {
        if (!cancels) {
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
