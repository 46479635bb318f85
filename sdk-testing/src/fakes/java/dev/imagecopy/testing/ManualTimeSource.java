package dev.imagecopy.testing;

import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until a test advances it. Starts at {@link #START}.
 *
 * <ul>
 *   <li>{@link #advance} advances both clocks and runs the tasks that become due, on the calling thread, in the order of their
 *       times; each task sees its own due time. This includes tasks that are scheduled by tasks.
 *   <li>{@link #sleep} does not block: it records the duration and advances the clock by it, so that a loop that sleeps between
 *       its attempts completes immediately on one thread. If several threads sleep at the same time, each of them advances the
 *       clock.
 *   <li>{@link #schedule} never runs a task itself, not even one without a delay; use {@code advance(Duration.ZERO)} for that.
 *   <li>{@link #jumpWallClock} only changes {@link #now()}, like a correction of the system clock.
 *   <li>{@link #sleepThrough} advances both clocks at once, like a suspended machine: tasks that were due in between run late.
 * </ul>
 *
 * <p>Thread safety: safe for use by multiple threads. No lock is held while a task runs.
 */
public final class ManualTimeSource implements TimeSource {
    /** The initial value of {@link #now()}. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** How long another thread may need on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ReentrantLock lock = new ReentrantLock();
    /** A task was added, or the future that is waited for is done. */
    private final Condition changed = lock.newCondition();

    /** A set, not a heap: most of 100,000 timers are cancelled, for which a heap would have to search. */
    private final NavigableSet<Task> tasks =
            new TreeSet<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::number));

    private final List<Duration> sleeps = new ArrayList<>();
    private final List<Throwable> taskFailures = new ArrayList<>();
    private Duration wallClockJump = Duration.ZERO;
    private long nanos;
    private long taskNumber;
    private boolean closed;

    /** Creates a time source that stands at {@link #START}. */
    public ManualTimeSource() {}

    @Override
    public Instant now() {
        lock.lock();
        try {
            return START.plusNanos(nanos).plus(wallClockJump);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long nanoTime() {
        lock.lock();
        try {
            return nanos;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Records the duration and advances the clock by it, running due tasks on this thread. Never blocks.
     *
     * @param duration how long; zero and negative durations change nothing
     * @throws InterruptedException if the thread's interrupt flag is set, which clears it
     */
    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before sleeping");
        }
        if (duration.isNegative() || duration.isZero()) {
            return;
        }
        lock.lock();
        try {
            if (closed) {
                return;
            }
            sleeps.add(duration);
        } finally {
            lock.unlock();
        }
        advance(duration);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        lock.lock();
        try {
            if (closed) {
                return () -> {};
            }
            Task entry = new Task(later(delay), taskNumber++, task);
            tasks.add(entry);
            changed.signalAll();
            return () -> cancel(entry);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Advances both clocks and runs the tasks that become due, on this thread. Exceptions from tasks are collected in
     * {@link #taskFailures()} and do not prevent later tasks from running.
     *
     * @param duration how far; zero runs the tasks that are already due
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Time goes forward only; jumpWallClock moves now() back");
        }
        long target;
        lock.lock();
        try {
            target = later(duration);
        } finally {
            lock.unlock();
        }
        for (Task task = takeDue(target); task != null; task = takeDue(target)) {
            run(task);
        }
    }

    /**
     * Simulates a suspended machine: both clocks jump, and only then the tasks that became due run, on this thread, in the
     * order of their times, but all at the time of waking.
     *
     * @param duration how long
     */
    public void sleepThrough(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Time goes forward only; jumpWallClock moves now() back");
        }
        lock.lock();
        try {
            nanos = later(duration);
        } finally {
            lock.unlock();
        }
        advance(Duration.ZERO);
    }

    /**
     * Advances to the next pending task and runs it, with all others that are due at the same time.
     *
     * @return false if no task was pending
     */
    public boolean advanceToNextTask() {
        Optional<Duration> next = nextTaskIn();
        next.ifPresent(this::advance);
        return next.isPresent();
    }

    /**
     * Runs pending tasks, advancing the clock from each to the next, until a future is done, so that waits take no real time.
     * While no task is pending, waits up to 10 s of real time for another thread to complete the future or to schedule a task,
     * since clients complete futures on threads of their own.
     *
     * @param future the future that those tasks complete
     * @param <F> the future's type
     * @return the same future
     * @throws AssertionError if it is not done although no task is pending, or if a task has thrown an exception
     */
    public <F extends Future<?>> F runUntilDone(F future) {
        return runUntilDone(future, PATIENCE);
    }

    /**
     * Like {@link #runUntilDone(Future)}, with another limit.
     *
     * @param future the future that those tasks complete
     * @param patience how long to wait in real time for another thread, while no task is pending
     * @param <F> the future's type
     * @return the same future
     * @throws AssertionError if it is not done although no task is pending, or if a task has thrown an exception
     */
    public <F extends Future<?>> F runUntilDone(F future, Duration patience) {
        if (future instanceof CompletionStage<?> stage) {
            stage.whenComplete((value, thrown) -> wake());
        }
        while (!future.isDone()) {
            boolean ran = advanceToNextTask();
            List<Throwable> failures = taskFailures();
            if (!failures.isEmpty()) {
                throw new AssertionError("a task has thrown", failures.get(0));
            }
            if (!ran && !othersContinue(future, patience)) {
                throw new AssertionError("nothing that is pending completes the future");
            }
        }
        return future;
    }

    /** Waits in real time until a future is done or a task is pending. */
    private boolean othersContinue(Future<?> future, Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (tasks.isEmpty() && !future.isDone() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !tasks.isEmpty() || future.isDone();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean movesByItself() {
        return false;
    }

    /**
     * Changes only {@link #now()}: no task runs, and {@link #nanoTime()} does not change.
     *
     * @param duration how far; negative for backwards
     */
    public void jumpWallClock(Duration duration) {
        lock.lock();
        try {
            wallClockJump = wallClockJump.plus(duration);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns the sleeps so far.
     *
     * @return the durations of {@link #sleep}, in order, without zero and negative ones
     */
    public List<Duration> sleeps() {
        lock.lock();
        try {
            return List.copyOf(sleeps);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns the number of tasks that have been scheduled and have neither run nor been cancelled.
     *
     * @return the number of pending tasks
     */
    public int pendingTasks() {
        lock.lock();
        try {
            return tasks.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns when the next task is due.
     *
     * @return the time to it, zero if it is due now; empty if no task is pending
     */
    public Optional<Duration> nextTaskIn() {
        lock.lock();
        try {
            return tasks.stream().findFirst().map(task -> Duration.ofNanos(Math.max(0, task.due() - nanos)));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Blocks in real time until a task is pending, for code under test that schedules on another thread.
     *
     * @param bound the longest real time to wait
     * @return false if none was scheduled in that time
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean awaitPendingTask(Duration bound) throws InterruptedException {
        lock.lock();
        try {
            long left = bound.toNanos();
            while (tasks.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !tasks.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns the exceptions that tasks have thrown.
     *
     * @return the failures in order; empty if all is well
     */
    public List<Throwable> taskFailures() {
        lock.lock();
        try {
            return List.copyOf(taskFailures);
        } finally {
            lock.unlock();
        }
    }

    /** Drops pending tasks. From now on {@link #sleep} returns at once and nothing can be scheduled. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            tasks.clear();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next task that is due by the target, with the clock advanced to it; or null, with the clock advanced to the target.
     */
    private @Nullable Task takeDue(long target) {
        lock.lock();
        try {
            Task next = tasks.isEmpty() ? null : tasks.first();
            boolean due = next != null && next.due() <= target;
            // A task may itself have advanced the clock beyond the target.
            nanos = Math.max(nanos, due && next != null ? next.due() : target);
            return due ? tasks.pollFirst() : null;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("CatchAndPrintStackTrace")
    private void run(Task task) {
        try {
            task.work().run();
        } catch (Throwable failure) {
            lock.lock();
            try {
                taskFailures.add(failure);
            } finally {
                lock.unlock();
            }
        }
    }

    private void cancel(Task task) {
        lock.lock();
        try {
            tasks.remove(task);
        } finally {
            lock.unlock();
        }
    }

    /** The current time plus a duration, limited to 200 years from the start, which keeps {@link Instant} sums in range. */
    private long later(Duration duration) {
        if (duration.isNegative()) {
            return nanos;
        }
        long end = TimeUnit.DAYS.toNanos(73_000);
        return duration.toDays() > 73_000 ? end : Math.min(end, nanos + duration.toNanos());
    }

    private record Task(long due, long number, Runnable work) {}
}
