package dev.imagecopy.core.internal;

/**
 * A thread that is blocked in a call. Closing the client interrupts it: a borrowed transport or time source stays open and
 * would block the thread as long as the service does not answer.
 */
public final class BlockedCaller implements Runnable {
    private final Thread thread = Thread.currentThread();
    private boolean left; // guarded by this
    private boolean woken; // guarded by this

    @Override
    public synchronized void run() {
        if (!left && thread != Thread.currentThread()) { // a thread that closes the client is not blocked
            woken = !thread.isInterrupted(); // an interrupt from somebody else is not ours to clear
            thread.interrupt();
        }
    }

    /** Clears our interrupt, so that the caller's thread leaves in the state in which it entered. */
    public synchronized void leave() {
        left = true;
        if (woken) {
            boolean unused = Thread.interrupted();
        }
    }
}
