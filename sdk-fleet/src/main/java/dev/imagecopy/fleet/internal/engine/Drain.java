package dev.imagecopy.fleet.internal.engine;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The steps that a worker is making, so that it can stop without waiting for slow services. Safe for use by multiple threads. */
public final class Drain {
    private final Set<Runnable> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;
    private final CountDownLatch cutOff = new CountDownLatch(1);

    /** Creates an instance for a worker that runs. */
    public Drain() {}

    /** Wakes a thread that waits. */
    private static void nothing() {}

    /** Begins no further step. */
    public void begin() {
        draining = true;
    }

    /** Gives up waiting for the answers that have not come: the rows say how far the copies got. */
    public void cutOff() {
        cutOff.countDown();
        underWay.forEach(Runnable::run);
    }

    /** Whether the worker is being stopped. */
    public boolean isDraining() {
        return draining;
    }

    /** Waits for the database; returns false, perhaps early, when nothing is waited for any longer. */
    boolean pause(Duration duration) {
        try {
            return !cutOff.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The calling thread, for one execution. */
    public StepThread thread() {
        return new QueueThread();
    }

    private final class QueueThread implements StepThread, Executor {
        private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

        @Override
        public Executor executor() {
            return this;
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public <V> V await(CompletableFuture<V> answer, Runnable abort) {
            underWay.add(abort);
            try {
                if (cutOff.getCount() == 0) {
                    abort.run();
                }
                answer.whenComplete((value, thrown) -> tasks.add(Drain::nothing));
                while (!answer.isDone()) {
                    take().run();
                }
                return answer.join();
            } finally {
                underWay.remove(abort);
            }
        }

        @Override
        public boolean pause(Duration duration) {
            return Drain.this.pause(duration);
        }

        private Runnable take() {
            boolean interrupted = false;
            try {
                while (true) {
                    try {
                        return tasks.take();
                    } catch (InterruptedException e) {
                        interrupted = true; // only the drain ends a step
                    }
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
