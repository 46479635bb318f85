package dev.imagecopy.core.time;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The system's clocks. The timer thread is a daemon thread that the first task starts and {@link #close()} ends. */
final class SystemTimeSource implements TimeSource {
    /** How many tasks may block at a time before others have to wait. */
    private static final int MAX_WORKERS = 64;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Object lock = new Object();
    private final Workers workers = new Workers("image-copy-work-", MAX_WORKERS);
    private @Nullable ScheduledThreadPoolExecutor timer; // guarded by lock

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
        requireNonNull(delay, "delay");
        requireNonNull(task, "task");
        ScheduledFuture<?> scheduled;
        synchronized (lock) {
            if (closed.getCount() == 0) {
                return () -> {};
            }
            if (timer == null) {
                timer = new ScheduledThreadPoolExecutor(1, SystemTimeSource::daemon);
                timer.setRemoveOnCancelPolicy(true);
            }
            scheduled = timer.schedule(task, TimeSource.saturatedNanos(delay), TimeUnit.NANOSECONDS);
        }
        return () -> scheduled.cancel(false);
    }

    @Override
    public Timer scheduleWork(Duration delay, Runnable work) {
        requireNonNull(work, "work");
        return schedule(delay, () -> workers.execute(work));
    }

    @Override
    public void close() {
        closed.countDown();
        workers.close();
        synchronized (lock) {
            if (timer != null) {
                timer.shutdownNow();
            }
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "image-copy-timer");
        thread.setDaemon(true);
        return thread;
    }
}
