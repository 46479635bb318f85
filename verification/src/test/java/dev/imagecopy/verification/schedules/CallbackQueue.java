package dev.imagecopy.verification.schedules;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The application's callback executor. Usually it runs a task immediately; with mischief, it may also reject a task, throw after
 * running it, or be blocked by a callback, so that later tasks wait.
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

    /** Lets the blocking callback return. */
    void unblock() {
        blocked = false;
        for (Runnable work = waiting.poll(); work != null; work = waiting.poll()) {
            work.run();
        }
    }
}
