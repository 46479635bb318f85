package dev.imagecopy.bulk.internal.run;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs events from many threads one at a time and in order, so that they need no locks. Events that arrive during a run are
 * handled by the same thread, so a chain of events does not deepen the stack.
 */
final class Mailbox {
    private final Executor executor;
    private final Runnable afterwards;
    private final Consumer<Throwable> onBug;
    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();

    /**
     * Creates an empty mailbox.
     *
     * @param executor runs the events
     * @param afterwards runs whenever there are no more events for now
     * @param onBug takes what an event has thrown, or the executor
     */
    Mailbox(Executor executor, Runnable afterwards, Consumer<Throwable> onBug) {
        this.executor = executor;
        this.afterwards = afterwards;
        this.onBug = onBug;
    }

    void post(Runnable event) {
        events.add(event);
        if (pending.getAndIncrement() == 0) {
            try {
                executor.execute(this::run);
            } catch (RuntimeException | Error refused) {
                onBug.accept(refused); // the run has ended, or else ends with this
            }
        }
    }

    private void run() {
        int seen = pending.get();
        while (seen > 0) {
            for (int i = 0; i < seen; i++) {
                run(events.remove());
            }
            run(afterwards);
            seen = pending.addAndGet(-seen);
        }
    }

    private void run(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException | Error bug) {
            onBug.accept(bug);
        }
    }
}
