package dev.imagecopy.verification.clouds;

import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets a manual clock run as fast as what waits for it: from one timer to the next, so that hours of polls pass in no time
 * while exchanges over sockets take the time that they take. Ends of waits are far away and never reached by running.
 */
public final class Clockwork implements AutoCloseable {
    private static final Duration HORIZON = Duration.ofHours(1);
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final ManualTimeSource time;
    private final Thread thread = new Thread(this::run, "clockwork");
    private volatile boolean closed;

    private Clockwork(ManualTimeSource time) {
        this.time = time;
        thread.setDaemon(true);
    }

    public static Clockwork start(ManualTimeSource time) {
        Clockwork clockwork = new Clockwork(time);
        clockwork.thread.start();
        return clockwork;
    }

    private void run() {
        while (!closed) {
            time.nextTaskIn().filter(next -> next.compareTo(HORIZON) <= 0).ifPresent(time::advance);
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
