package dev.imagecopy.core.time;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Everything the SDK knows about time. Deadlines, waits and intervals use {@link #nanoTime()}, which a change of the
 * system clock does not move; {@link #now()} only dates requests, tokens and snapshots.
 *
 * <p>Thread safety: implementations are safe for use by many threads.
 *
 * <p>Ownership: a client closes the time source that it made itself and never one that was handed to its builder.
 */
public interface TimeSource extends AutoCloseable {

    /**
     * Makes a time source of the system's clocks, with one daemon timer thread that starts with the first
     * {@link #schedule scheduled} task.
     *
     * @return a new time source, which its maker closes
     */
    static TimeSource system() {
        return new SystemTimeSource();
    }

    /**
     * Converts a duration for sums with {@link #nanoTime}: whatever it is, it throws nothing and such a sum stays in range.
     *
     * @param duration any
     * @return its nanoseconds, or those of 100 years in its direction where it is longer
     */
    static long saturatedNanos(Duration duration) {
        long days = requireNonNull(duration, "duration").toDays();
        return Math.abs((double) days) < 36_500
                ? duration.toNanos()
                : Long.signum(days) * TimeUnit.DAYS.toNanos(36_500);
    }

    /**
     * Tells the wall-clock time. May jump in both directions.
     *
     * @return the current instant, UTC
     */
    Instant now();

    /**
     * Tells monotonic time. Only differences between two values mean anything.
     *
     * @return nanoseconds from an arbitrary origin
     */
    long nanoTime();

    /**
     * Blocks the calling thread for the given time, or until this time source is {@link #close closed}.
     *
     * @param duration how long; zero and negative return at once
     * @throws InterruptedException if the thread is interrupted before or while it sleeps
     */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Runs a task once, after a delay, on the timer thread. The task must be short and must not block: it hands work
     * over. A task that throws does not end the timer.
     *
     * @param delay how long from now; zero and negative mean as soon as possible
     * @param task what to run
     * @return a handle that cancels the task if it has not started; a task scheduled on a closed time source never runs
     */
    Timer schedule(Duration delay, Runnable task);

    /**
     * Runs work once, after a delay, that may call code of the application's and so may block: not on the timer thread, which
     * only hands it over. A time source that needs no timer thread, as one for tests, runs it as it runs a task.
     *
     * @param delay how long from now; zero and negative mean as soon as possible
     * @param work what to run
     * @return a handle as for {@link #schedule}
     */
    default Timer scheduleWork(Duration delay, Runnable work) {
        return schedule(delay, work);
    }

    /** Stops the timer thread, drops pending tasks and wakes sleeping threads. Closing twice does nothing. */
    @Override
    void close();

    /** One scheduled task. */
    @FunctionalInterface
    interface Timer {
        /** Keeps the task from running, unless it has started. Cancelling twice does nothing. */
        void cancel();
    }
}
