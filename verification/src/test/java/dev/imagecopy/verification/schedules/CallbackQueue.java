package dev.imagecopy.verification.schedules;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The application's executor for callbacks. Mostly it runs what it gets at once; with mischief abroad it may refuse, throw after
 * the work is done, or be blocked by a callback, so that all that follows waits.
 */
final class CallbackQueue implements Executor {
    private final Mischief mischief;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean blocked;

    CallbackQueue(Mischief mischief) {
        this.mischief = mischief;
    }

    @Override
    public void execute(Runnable work) {
        if (blocked || mischief.happens(2)) {
            blocked = true;
            waiting.add(work);
            return;
        }
        if (mischief.happens(1)) {
            throw new RejectedExecutionException("mischief of the executor");
        }
        work.run();
        if (mischief.happens(1)) {
            throw new StackOverflowError("mischief of the executor");
        }
    }

    /** The callback that blocked returns. */
    void unblock() {
        blocked = false;
        for (Runnable work = waiting.poll(); work != null; work = waiting.poll()) {
            work.run();
        }
    }
}
