package dev.imagecopy.core.internal;

/**
 * A thread that makes a blocking call. The client's end wakes it with an interrupt: a transport or time source that was
 * borrowed is not closed with the client and would hold it for as long as the service is silent.
 */
public final class BlockedCaller implements Runnable {
    private final Thread thread = Thread.currentThread();
    private boolean left; // guarded by this
    private boolean woken; // guarded by this

    @Override
    public synchronized void run() {
        if (!left && thread != Thread.currentThread()) { // who closes the client himself is not blocked
            woken = !thread.isInterrupted(); // an interrupt of somebody else's is not ours to take back
            thread.interrupt();
        }
    }

    /** Takes the interrupt back, so that the caller's thread goes on as it came. */
    public synchronized void leave() {
        left = true;
        if (woken) {
            boolean unused = Thread.interrupted();
        }
    }
}
