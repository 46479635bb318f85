package dev.imagecopy.core.time;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Where the SDK gets the time from. Deadlines, waits and intervals use {@link #nanoTime()}, which is unaffected by changes of
 * the system clock; {@link #now()} only dates requests, tokens and snapshots.
 *
 * <p>Thread safety: implementations are safe for use by multiple threads.
 *
 * <p>Ownership: a client closes a time source that it created, and never one that was passed to its builder.
 */
public interface TimeSource extends AutoCloseable {

    /**
     * Creates a time source on the system clocks, with one daemon timer thread that starts with the first {@link #schedule
     * scheduled} task.
     *
     * @return a new time source, to be closed by the caller
     */
    static TimeSource system() {
        return new SystemTimeSource();
    }

    /**
     * Converts a duration to nanoseconds that can safely be added to {@link #nanoTime}. Never throws.
     *
     * @param duration any duration, also a negative one
     * @return its nanoseconds, limited to plus or minus 100 years
     */
    static long saturatedNanos(Duration duration) {
        long days = requireNonNull(duration, "duration").toDays();
        return Math.abs((double) days) < 36_500
                ? duration.toNanos()
                : Long.signum(days) * TimeUnit.DAYS.toNanos(36_500);
    }

    /**
     * Returns the wall-clock time, which may jump in either direction.
     *
     * @return the current instant, UTC
     */
    Instant now();

    /**
     * Returns the monotonic time. Only the difference between two values is meaningful.
     *
     * @return nanoseconds from an arbitrary origin
     */
    long nanoTime();

    /**
     * Blocks the calling thread for the given time, or until this time source is {@link #close closed}.
     *
     * @param duration how long; zero and negative durations return at once
     * @throws InterruptedException if the thread is interrupted before or while it sleeps
     */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Runs a task once, after a delay, on the timer thread. The task must be short and must not block; longer work belongs on
     * another thread. A task that throws does not stop the timer.
     *
     * @param delay how long from now; zero and negative durations mean as soon as possible
     * @param task the task to run
     * @return a handle that cancels the task if it has not started; a task scheduled on a closed time source never runs
     */
    Timer schedule(Duration delay, Runnable task);

    /**
     * Runs a task once, after a delay, that calls application code and so may block. It runs on another thread than the
     * timer's. By default it runs like any other task, which suits time sources for tests that have no timer thread.
     *
     * @param delay how long from now; zero and negative durations mean as soon as possible
     * @param work the task to run
     * @return a handle, as for {@link #schedule}
     */
    default Timer scheduleWork(Duration delay, Runnable work) {
        return schedule(delay, work);
    }

    /**
     * Runs a task once, after a delay, that ends a wait or a call whose time is up. It runs where {@link #scheduleWork work}
     * that blocks cannot delay it. By default it runs like work, which suits time sources whose work does not block.
     *
     * @param delay how long from now; zero and negative durations mean as soon as possible
     * @param end the task to run
     * @return a handle, as for {@link #schedule}
     */
    default Timer scheduleEnd(Duration delay, Runnable end) {
        return scheduleWork(delay, end);
    }

    /**
     * Returns whether time passes by itself, as it does by default. The clock of a test, which moves only when told, returns
     * false, so that a client waits for what other threads do before it lets the test move the clock.
     *
     * @return false if time only passes when the clock is moved
     */
    default boolean movesByItself() {
        return true;
    }

    /** Stops the timer thread, drops pending tasks and wakes sleeping threads. Closing it twice has no effect. */
    @Override
    void close();

    /** One scheduled task. */
    @FunctionalInterface
    interface Timer {
        /** Prevents the task from running, unless it has started. Cancelling it twice has no effect. */
        void cancel();
    }
}
