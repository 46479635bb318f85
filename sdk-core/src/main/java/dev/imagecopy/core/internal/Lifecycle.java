package dev.imagecopy.core.internal;

import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.ErrorContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whether the client is open, and what must hear of its end. */
public final class Lifecycle {
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Set<Runnable> onClose = ConcurrentHashMap.newKeySet();

    /** Whether the client has been closed. */
    public boolean isClosed() {
        return closed.get();
    }

    /** Refuses a call to a closed client. */
    public void requireOpen(String clientName, String call) {
        if (closed.get()) {
            throw new ClientClosedException(
                    new ErrorContext(clientName + "." + call, "", 0, 0, false, ""), Optional.empty());
        }
    }

    /** Registers work for the client's end; when that has come already, it is done at once. */
    public void onClose(Runnable work) {
        onClose.add(work);
        if (closed.get() && onClose.remove(work)) {
            work.run();
        }
    }

    /** Takes work back that is no longer needed at the end. */
    public void forget(Runnable work) {
        onClose.remove(work);
    }

    /** Says that this thread is about to block: when the client is closed before it leaves, it is interrupted. */
    public BlockedCaller enter() {
        BlockedCaller caller = new BlockedCaller();
        onClose(caller);
        return caller;
    }

    /** Says that this thread no longer blocks. */
    public void leave(BlockedCaller caller) {
        forget(caller);
        caller.leave();
    }

    /** Ends the client; false when it had ended before. */
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

    /** What one of many has to do at the end must not keep the others from hearing of it. */
    @SuppressWarnings("CatchAndPrintStackTrace")
    private static void runIsolated(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            Events.callbackThrew("A part of the closing client", e);
        }
    }
}
