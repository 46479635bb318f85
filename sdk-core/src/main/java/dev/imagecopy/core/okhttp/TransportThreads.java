package dev.imagecopy.core.okhttp;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The daemon threads of one transport. Their number has no limit of its own; {@link SendQueue} limits the exchanges. */
final class TransportThreads implements Executor {
    private static final Duration IDLE_LIFE = Duration.ofSeconds(10);

    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_LIFE.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(), work -> {
                Thread thread = new Thread(work, "image-copy-http");
                thread.setDaemon(true);
                return thread;
            });

    ExecutorService pool() {
        return pool;
    }

    /** Runs short work on a thread of the transport, or on the calling one after {@link #shutdown}. */
    @Override
    public void execute(Runnable work) {
        try {
            pool.execute(work);
        } catch (RejectedExecutionException closedMeanwhile) {
            work.run();
        }
    }

    /**
     * Runs an exchange on a thread of the transport.
     *
     * @throws RejectedExecutionException after {@link #shutdown}
     */
    void executeOrReject(Runnable exchange) {
        pool.execute(exchange);
    }

    /** Lets running work end and takes no more. */
    void shutdown() {
        pool.shutdown();
    }
}
