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
        onClose.add(work);
        if (closed.get() && onClose.remove(work)) {
            work.run();
        }
    }

    /** Removes a task that is no longer needed. */
    public void forget(Runnable work) {
        onClose.remove(work);
    }

    /** Registers this thread as about to block: if the client is closed before it leaves, it is interrupted. */
    public BlockedCaller enter() {
        BlockedCaller caller = new BlockedCaller();
        onClose(caller);
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
        for (Runnable work : List.copyOf(onClose)) {
            if (onClose.remove(work)) {
                runIsolated(work);
            }
        }
        return true;
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
