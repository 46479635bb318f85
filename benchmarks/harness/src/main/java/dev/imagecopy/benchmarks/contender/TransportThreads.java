package dev.imagecopy.benchmarks.contender;

import java.util.concurrent.locks.LockSupport;

/** Counts the threads of this SDK's transports, all the time, and keeps the greatest number. */
public final class TransportThreads {
    private static final String NAME = "image-copy-http";
    private static final long PAUSE_NANOS = 20_000_000;

    private volatile int most;

    private TransportThreads() {}

    /**
     * Begins to count, on a thread of its own that ends with the process.
     *
     * @return the counter
     */
    public static TransportThreads watch() {
        TransportThreads watched = new TransportThreads();
        Thread thread = new Thread(watched::count, "transport-threads");
        thread.setDaemon(true);
        thread.start();
        return watched;
    }

    /**
     * Returns how many there were at the most.
     *
     * @return the greatest number so far
     */
    public int most() {
        return most;
    }

    private void count() {
        while (true) {
            most = Math.max(most, now());
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static int now() {
        Thread[] threads = new Thread[2 * Thread.activeCount() + 100];
        int count = Thread.enumerate(threads);
        int found = 0;
        for (int i = 0; i < count; i++) {
            if (threads[i].getName().equals(NAME)) {
                found++;
            }
        }
        return found;
    }
}
