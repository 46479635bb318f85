package dev.imagecopy.core.time;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A pool of daemon threads for code that may block. New work goes to an idle thread or else to a new one, and waits only when
 * the maximum number of threads is busy. Threads end after a few seconds without work.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
public final class Workers implements Executor, AutoCloseable {
    private final ThreadPoolExecutor pool;

    /**
     * Creates the executor, without starting a thread.
     *
     * @param name the prefix of the threads' names
     * @param most the maximum number of threads
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
     * Runs a task as soon as a thread is available.
     *
     * @param work what to run
     * @throws RejectedExecutionException after {@link #close}
     */
    @Override
    public void execute(Runnable work) {
        pool.execute(requireNonNull(work, "work"));
    }

    /** Lets queued work finish, then ends the threads. */
    @Override
    public void close() {
        pool.shutdown();
    }

    /** Accepts work only if a thread is idle, so that the pool starts another thread before it queues anything. */
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
