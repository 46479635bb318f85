package dev.imagecopy.core.time;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Daemon threads for code that may block: an idle one takes new work, else another is started, and only beyond the most does
 * work wait. They end when they have been idle for some seconds.
 *
 * <p>Thread safety: safe for use by many threads.
 */
public final class Workers implements Executor, AutoCloseable {
    private final ThreadPoolExecutor pool;

    /**
     * Makes the executor; it has no thread yet.
     *
     * @param name the beginning of the threads' names
     * @param most how many threads there may be
     */
    public Workers(String name, int most) {
        requireNonNull(name, "name");
        AtomicInteger number = new AtomicInteger();
        pool = new ThreadPoolExecutor(
                0,
                most,
                5,
                TimeUnit.SECONDS,
                new IdleFirst(),
                work -> {
                    Thread thread = new Thread(work, name + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                (work, full) -> {
                    if (full.isShutdown()) {
                        throw new RejectedExecutionException("the client is closed");
                    }
                    full.getQueue().add(work); // all threads are busy: the first that is not takes it
                });
    }

    /**
     * Runs work soon.
     *
     * @param work what to run
     * @throws RejectedExecutionException after {@link #close}
     */
    @Override
    public void execute(Runnable work) {
        pool.execute(requireNonNull(work, "work"));
    }

    /** Lets queued work finish and ends the threads. */
    @Override
    public void close() {
        pool.shutdown();
    }

    /** Takes an offer only for an idle thread, so that the pool starts another before work waits. */
    private static final class IdleFirst extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable work) {
            return tryTransfer(work);
        }

        @Override
        public boolean add(Runnable work) {
            return super.offer(work);
        }
    }
}
