package dev.imagecopy.core.internal;

import dev.imagecopy.core.time.TimeSource;

/**
 * How long the calls of a client on which its other calls depend, since they get credentials, addresses or projects, wait for their
 * turn in the client's own queue. If the clock fails, it stands still here. Safe for use by multiple threads.
 */
public final class SharedTurns {
    private final TimeSource time;
    private int waiting; // guarded by this
    private long since; // guarded by this
    private long total; // guarded by this
    private long latest; // guarded by this

    /** No call waits yet. */
    public SharedTurns(TimeSource time) {
        this.time = time;
    }

    /** One call's wait for its turn. */
    public final class Wait {
        private boolean over; // guarded by the turns

        private Wait() {}

        /** Ends the wait; has no effect if it has ended. */
        public void end() {
            synchronized (SharedTurns.this) {
                if (!over) {
                    over = true;
                    total = nanosWaited();
                    since = latest;
                    waiting--;
                }
            }
        }
    }

    /** A call begins to wait. */
    public synchronized Wait begin() {
        total = nanosWaited();
        since = now();
        waiting++;
        return new Wait();
    }

    /** For how long at least one call has waited. */
    public synchronized long nanosWaited() {
        return waiting == 0 ? total : total + (now() - since);
    }

    private long now() {
        try {
            latest = time.nanoTime();
        } catch (RuntimeException | Error e) {
            Events.callbackThrew("The time source", e);
        }
        return latest;
    }
}
