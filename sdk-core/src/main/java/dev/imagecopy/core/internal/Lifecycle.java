package dev.imagecopy.core.internal;

import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.ErrorContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whether the client is open, and what must be notified when it is closed. */
public final class Lifecycle {
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Set<Runnable> first = ConcurrentHashMap.newKeySet();
    private final Set<Runnable> onClose = ConcurrentHashMap.newKeySet();

    /** Whether the client has been closed. */
    public boolean isClosed() {
        return closed.get();
    }

    /** Rejects a call to a closed client. */
    public void requireOpen(String clientName, String call) {
        if (closed.get()) {
            throw new ClientClosedException(ErrorContext.of(clientName + "." + call, false), Optional.empty());
        }
    }

    /** Registers a task for when the client is closed; if it is closed already, the task runs at once. */
    public void onClose(Runnable work) {
        add(work, onClose);
    }

    /**
     * Registers a task that runs before the others, since it calls no application code: others may block, for example in an
     * executor of the application's.
     */
    public void onCloseFirst(Runnable work) {
        add(work, first);
    }

    private void add(Runnable work, Set<Runnable> tasks) {
        tasks.add(work);
        if (closed.get() && tasks.remove(work)) {
            work.run();
        }
    }

    /** Removes a task that is no longer needed. */
    public void forget(Runnable work) {
        if (!onClose.remove(work)) {
            first.remove(work);
        }
    }

    /** Registers this thread as about to block: if the client is closed before it leaves, it is interrupted. */
    public BlockedCaller enter() {
        BlockedCaller caller = new BlockedCaller();
        onCloseFirst(caller);
        return caller;
    }

    /** Unregisters a thread that is no longer blocked. */
    public void leave(BlockedCaller caller) {
        forget(caller);
        caller.leave();
    }

    /** Closes the client; returns false if it was closed already. */
    public boolean close() {
        if (!closed.compareAndSet(false, true)) {
            return false;
        }
        runAll(first);
        runAll(onClose);
        return true;
    }

    private static void runAll(Set<Runnable> tasks) {
        for (Runnable work : List.copyOf(tasks)) {
            if (tasks.remove(work)) {
                runIsolated(work);
            }
        }
    }

    /** A task that fails must not keep the others from running. */
    @SuppressWarnings("CatchAndPrintStackTrace")
    private static void runIsolated(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            Events.callbackThrew("A part of the closing client", e);
        }
    }
}
