package dev.imagecopy.fleet.internal.engine;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/** The steps that a worker is making, so that it can stop without waiting for slow services. Safe for use by multiple threads. */
public final class Drain {
    private final Set<Runnable> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;
    private volatile boolean cutOff;

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
        cutOff = true;
        underWay.forEach(Runnable::run);
    }

    /** Whether the worker is being stopped. */
    public boolean isDraining() {
        return draining;
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
                if (cutOff) {
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
