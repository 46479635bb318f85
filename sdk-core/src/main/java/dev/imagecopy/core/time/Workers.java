package dev.imagecopy.core.time;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A pool of daemon threads for code that may block. New work goes to an idle thread or else to a new one, and waits only when
 * the maximum number of threads is busy. If work waits although none has ended for a moment, all threads are blocked, and the
 * pool may grow up to a second limit. Threads end after a few seconds without work.
 *
 * <p>Thread safety: safe for use by multiple threads.
 */
public final class Workers implements Executor, AutoCloseable {
    /** How long work may continue after the close, and at what interval its thread is interrupted from then on. */
    private static final Duration GRACE = Duration.ofMillis(400);

    private static final Duration BETWEEN_INTERRUPTS = Duration.ofMillis(100);
    private static final int INTERRUPTS = 5;

    /** If no work ends for so long, what runs is considered blocked. */
    private static final Duration MOMENT = Duration.ofMillis(100);

    private final String name;
    private final AtomicInteger number = new AtomicInteger();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor pool;
    private final int mostWhenBlocked;
    private final AtomicBoolean watched = new AtomicBoolean();
    private final Threads starts;

    /** Creates threads. */
    @FunctionalInterface
    interface Threads {
        Thread create(Runnable work, String name);
    }

    /**
     * Creates the executor, without starting a thread.
     *
     * @param name the prefix of the threads' names
     * @param most the maximum number of threads
     */
    public Workers(String name, int most) {
        this(name, most, most);
    }

    /**
     * Creates an executor that grows when all of its threads are blocked, without starting a thread.
     *
     * @param name the prefix of the threads' names
     * @param most the maximum number of threads as long as they work
     * @param mostWhenBlocked the maximum number of threads when these are blocked
     */
    public Workers(String name, int most, int mostWhenBlocked) {
        this(name, most, mostWhenBlocked, Workers::daemon);
    }

    /** With threads that a test may refuse, as the system does when it has too many. */
    Workers(String name, int most, int mostWhenBlocked, Threads starts) {
        this.name = requireNonNull(name, "name");
        this.starts = starts;
        this.mostWhenBlocked = mostWhenBlocked;
        Pool settings = new Pool();
        pool = new ThreadPoolExecutor(0, most, 5, TimeUnit.SECONDS, new IdleFirst(), settings, settings);
    }

    /** Not two lambdas, whose first use takes a millisecond of every first copy. */
    private final class Pool implements ThreadFactory, RejectedExecutionHandler {
        @Override
        public Thread newThread(Runnable work) {
            return starts.create(() -> counted(work), name + number.incrementAndGet());
        }

        @Override
        public void rejectedExecution(Runnable work, ThreadPoolExecutor full) {
            if (full.isShutdown()) {
                throw new RejectedExecutionException("the client is closed");
            }
            full.getQueue().add(work); // all threads are busy: the first that is not takes it
            if (full.isShutdown() && full.remove(work)) { // closed meanwhile, and perhaps without a thread
                throw new RejectedExecutionException("the client is closed");
            }
            watch();
        }
    }

    /** Watches whether work that waits gets its turn. */
    private void watch() {
        if (pool.getMaximumPoolSize() < mostWhenBlocked && watched.compareAndSet(false, true)) {
            try {
                starts.create(this::relieve, name + "relief").start();
            } catch (OutOfMemoryError noThread) {
                watched.set(false); // more threads could not be started either
            }
        }
    }

    private void relieve() {
        try {
            long ended = -1;
            while (!pool.getQueue().isEmpty() && pool.getMaximumPoolSize() < mostWhenBlocked && !pool.isShutdown()) {
                long endedNow = pool.getCompletedTaskCount();
                if (endedNow == ended) {
                    grow();
                }
                ended = endedNow;
                boolean unused = pool.awaitTermination(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watched.set(false);
        if (!pool.getQueue().isEmpty() && !pool.isShutdown()) {
            watch(); // added in the meantime
        }
    }

    private void grow() {
        int before = pool.getMaximumPoolSize();
        int after = Math.min(mostWhenBlocked, 2 * before);
        pool.setMaximumPoolSize(after);
        for (int more = before; more < after; more++) {
            Runnable waiting = pool.getQueue().poll();
            if (waiting == null) {
                return;
            }
            try {
                pool.execute(waiting);
            } catch (RejectedExecutionException e) {
                return; // closed
            } catch (OutOfMemoryError noThread) {
                pool.getQueue().add(waiting);
                return;
            }
        }
    }

    /**
     * Runs a task as soon as a thread is available. If the system cannot start another thread, it waits for one of those that
     * there are.
     *
     * @param work what to run
     * @throws RejectedExecutionException after {@link #close}
     * @throws OutOfMemoryError if the system cannot start a thread and there is none; the task will not run
     */
    @Override
    public void execute(Runnable work) {
        try {
            pool.execute(requireNonNull(work, "work"));
        } catch (OutOfMemoryError noThread) {
            if (pool.getPoolSize() == 0) {
                throw noThread;
            }
            pool.getQueue().add(work);
            if (pool.getPoolSize() == 0 && pool.remove(work)) {
                throw noThread; // the last thread has just ended
            }
        }
    }

    /**
     * Lets work finish and ends the threads. Work that blocks is interrupted after half a second, unless it called this method;
     * so the threads end within a second if their work responds to interrupts.
     */
    @Override
    public void close() {
        pool.shutdown();
        if (pool.getActiveCount() > 0) {
            Thread closing = Thread.currentThread();
            try {
                starts.create(() -> interruptLate(closing), name + "closing").start();
            } catch (OutOfMemoryError noThread) {
                interruptAllBut(closing);
            }
        }
    }

    private void interruptLate(Thread spared) {
        try {
            boolean ended = pool.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            for (int i = 0; i < INTERRUPTS && !ended; i++) { // what waited in the queue may block as well
                interruptAllBut(spared);
                ended = pool.awaitTermination(BETWEEN_INTERRUPTS.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void interruptAllBut(Thread spared) {
        threads.stream().filter(thread -> thread != spared).forEach(Thread::interrupt);
    }

    private void counted(Runnable work) {
        threads.add(Thread.currentThread());
        try {
            work.run();
        } finally {
            threads.remove(Thread.currentThread());
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
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
