package dev.imagecopy.core.okhttp;

import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.spi.AbstractInterruptibleChannel;

/**
 * Notices an interrupt of this thread while it reads from a socket, which JDK 17 does not do by itself. This is the only hook
 * of the JDK for it, meant for custom channels.
 */
final class Interruption extends AbstractInterruptibleChannel {
    private final Runnable action;

    private Interruption(Runnable action) {
        this.action = action;
    }

    /**
     * Starts watching this thread.
     *
     * @param action runs as soon as the thread is interrupted, possibly on the interrupting thread; must not block
     */
    static Interruption watch(Runnable action) {
        Interruption interruption = new Interruption(action);
        interruption.begin();
        return interruption;
    }

    /** Ends the watch; to be called by the same thread. */
    void unwatch() {
        try {
            end(true);
        } catch (AsynchronousCloseException heard) {
            // The action has run, and the thread's interrupt flag is set.
        }
    }

    @Override
    protected void implCloseChannel() {
        action.run();
    }
}
