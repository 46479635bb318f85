package dev.imagecopy.core.time;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The system's clocks. The timer thread is a daemon thread that the first task starts and {@link #close()} ends. */
final class SystemTimeSource implements TimeSource {
    /** How many tasks run at a time, unless all of them are blocked. */
    private static final int MAX_WORKERS = 64;

    /** How many tasks may be blocked at a time before others have to wait. */
    private static final int MOST_BLOCKED = 1024;

    private static final Duration UNTIL_A_THREAD_ENDS = Duration.ofMillis(100);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Object lock = new Object();
    private final Workers workers;
    private final Workers ends;
    private final Workers.Threads threads;
    private final Executor forWork;
    private final Executor forEnds;
    private @Nullable ScheduledThreadPoolExecutor timer; // guarded by lock

    SystemTimeSource() {
        this(SystemTimeSource::daemon);
    }

    /** With threads that a test may refuse, as the system does when it has too many. */
    SystemTimeSource(Workers.Threads threads) {
        this.threads = threads;
        workers = new Workers("image-copy-work-", MAX_WORKERS, MOST_BLOCKED, threads);
        ends = new Workers("image-copy-end-", MAX_WORKERS, MOST_BLOCKED, threads);
        forWork = work -> handOver(work, workers);
        forEnds = work -> handOver(work, ends);
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (closed.await(TimeSource.saturatedNanos(duration), TimeUnit.NANOSECONDS)) {
            return; // closed: the caller looks at its own state next
        }
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        return schedule(delay, new Task(requireNonNull(task, "task"), Runnable::run));
    }

    @Override
    public Timer scheduleWork(Duration delay, Runnable work) {
        return schedule(delay, new Task(requireNonNull(work, "work"), forWork));
    }

    @Override
    public Timer scheduleEnd(Duration delay, Runnable end) {
        return schedule(delay, new Task(requireNonNull(end, "end"), forEnds));
    }

    private Timer schedule(Duration delay, Task task) {
        requireNonNull(delay, "delay");
        synchronized (lock) {
            if (closed.getCount() == 0) {
                return task;
            }
            ScheduledThreadPoolExecutor running = timer == null ? started() : timer;
            timer = running;
            task.scheduled = running.schedule(task, TimeSource.saturatedNanos(delay), TimeUnit.NANOSECONDS);
        }
        return task;
    }

    /** With its thread, so that nothing is scheduled that no thread would run. */
    private ScheduledThreadPoolExecutor started() {
        ScheduledThreadPoolExecutor fresh =
                new ScheduledThreadPoolExecutor(1, work -> threads.create(work, "image-copy-timer"));
        fresh.setRemoveOnCancelPolicy(true);
        fresh.prestartCoreThread();
        return fresh;
    }

    /** Hands work over again and again as long as no thread can be started for it: somebody waits for what it ends. */
    private void handOver(Runnable work, Workers threadsForIt) {
        try {
            threadsForIt.execute(work);
        } catch (OutOfMemoryError noThread) {
            Timer unused = schedule(UNTIL_A_THREAD_ENDS, () -> handOver(work, threadsForIt));
        }
    }

    /**
     * What is scheduled, which is its own timer. Each of 100,000 waiting copies has two: a Callable takes 32 bytes less than a
     * Runnable, its adapter and a timer.
     */
    private static final class Task implements Callable<@Nullable Void>, Timer {
        private final Runnable work;
        private final Executor executor;
        private volatile @Nullable ScheduledFuture<?> scheduled; // null if the time source is closed

        Task(Runnable work, Executor executor) {
            this.work = work;
            this.executor = executor;
        }

        @Override
        public @Nullable Void call() {
            executor.execute(work);
            return null;
        }

        @Override
        public void cancel() {
            ScheduledFuture<?> waiting = scheduled;
            if (waiting != null) {
                waiting.cancel(false);
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        workers.close();
        ends.close();
        synchronized (lock) {
            if (timer != null) {
                timer.shutdownNow();
            }
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
