package dev.imagecopy.core.internal;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the application's code (progress listeners, continuations of futures) away from the timer and the transport, on the
 * application's executor or on up to 4 daemon threads of our own that end when idle.
 */
final class Callbacks implements AutoCloseable {
    private static final int THREADS = 4;

    private final Executor executor;
    private final @Nullable ThreadPoolExecutor own;

    Callbacks(Optional<Executor> foreign) {
        this.own = foreign.isPresent() ? null : pool();
        this.executor = foreign.orElseGet(() -> Objects.requireNonNull(own));
    }

    /** Runs work; an executor that refuses it does not lose it. */
    void run(Runnable work) {
        try {
            executor.execute(() -> isolated(work));
        } catch (RejectedExecutionException e) {
            isolated(work);
        }
    }

    /** Makes a queue whose work runs in order, one at a time. */
    Serial serial() {
        return new Serial();
    }

    /** Lets queued work finish and ends our own threads. */
    @Override
    public void close() {
        if (own != null) {
            own.shutdown();
        }
    }

    private static void isolated(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            Events.callbackThrew("A progress listener", e);
        }
    }

    private static ThreadPoolExecutor pool() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(THREADS, THREADS, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "image-copy-callback-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Work in order. Safe for use by many threads. */
    final class Serial {
        private final Queue<Runnable> queue = new ArrayDeque<>(); // guarded by this
        private boolean running; // guarded by this

        void run(Runnable work) {
            boolean start;
            synchronized (this) {
                queue.add(work);
                start = !running;
                running = true;
            }
            if (start) {
                Callbacks.this.run(this::drain);
            }
        }

        private void drain() {
            for (Runnable work = next(); work != null; work = next()) {
                isolated(work);
            }
        }

        private synchronized @Nullable Runnable next() {
            Runnable work = queue.poll();
            running = work != null;
            return work;
        }
    }
}
