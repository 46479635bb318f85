package dev.imagecopy.core.okhttp;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The daemon threads of one transport. {@link SendQueue} limits the number of exchanges and thereby of their threads, since a
 * slot is only released by a thread that is about to be free. Short tasks have separate threads.
 */
final class TransportThreads implements Executor {
    private static final Duration IDLE_LIFE = Duration.ofSeconds(10);

    private final ThreadPoolExecutor pool;
    private final ThreadPoolExecutor exchanges;
    private final ThreadPoolExecutor openExchanges;

    /** @param places how many exchanges may be in progress, and also how many of those that stay open */
    TransportThreads(int places) {
        this(places, new Daemons());
    }

    /** With threads that a test may refuse, as the system does when it has too many. */
    TransportThreads(int places, ThreadFactory factory) {
        pool = pool(Integer.MAX_VALUE, factory);
        exchanges = pool(places, factory);
        openExchanges = pool(places, factory);
        exchanges.setRejectedExecutionHandler(TransportThreads::awaitFreeThread);
        openExchanges.setRejectedExecutionHandler(TransportThreads::awaitFreeThread);
    }

    private static ThreadPoolExecutor pool(int most, ThreadFactory factory) {
        return new ThreadPoolExecutor(
                0, most, IDLE_LIFE.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(), factory);
    }

    /** Not a lambda, whose first use takes half a millisecond of every first copy. */
    private static final class Daemons implements ThreadFactory {
        @Override
        public Thread newThread(Runnable work) {
            Thread thread = new Thread(work, "image-copy-http");
            thread.setDaemon(true);
            return thread;
        }
    }

    /** The slot was released by a thread that is about to take its next task: a matter of microseconds. */
    private static void awaitFreeThread(Runnable exchange, ThreadPoolExecutor full) {
        boolean interrupted = false;
        try {
            while (!full.isShutdown()) {
                try {
                    if (full.getQueue().offer(exchange, 1, TimeUnit.MILLISECONDS)) {
                        return;
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        throw new RejectedExecutionException("the transport is closed");
    }

    ExecutorService pool() {
        return pool;
    }

    /**
     * Runs a short task on a thread of the transport, or on the calling thread after {@link #shutdown} and if the system cannot
     * start another thread.
     */
    @Override
    public void execute(Runnable work) {
        try {
            pool.execute(work);
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            work.run();
        }
    }

    /**
     * Runs an exchange on a thread of the transport. Exchanges of either kind never have more threads than places.
     *
     * @param staysOpen whether the service answers only when its work is done
     * @throws RejectedExecutionException after {@link #shutdown}
     */
    void executeOrReject(Runnable exchange, boolean staysOpen) {
        (staysOpen ? openExchanges : exchanges).execute(exchange);
    }

    /** Lets running tasks end and accepts no more. */
    void shutdown() {
        pool.shutdown();
        exchanges.shutdown();
        openExchanges.shutdown();
    }
}
