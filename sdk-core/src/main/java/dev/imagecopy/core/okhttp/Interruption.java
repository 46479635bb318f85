package dev.imagecopy.core.okhttp;

import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.spi.AbstractInterruptibleChannel;

/**
 * Hears of an interrupt of this thread while it reads from a socket, which on JDK 17 does not notice one itself. This is the
 * JDK's one hook for it, made for channels of one's own.
 */
final class Interruption extends AbstractInterruptibleChannel {
    private final Runnable action;

    private Interruption(Runnable action) {
        this.action = action;
    }

    /**
     * Begins to watch this thread.
     *
     * @param action runs at once if the thread is or gets interrupted, then on the interrupting thread; must not wait
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
            // The action has run, and the thread's flag is set.
        }
    }

    @Override
    protected void implCloseChannel() {
        action.run();
    }
}
