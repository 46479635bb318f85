package dev.imagecopy.core.internal;

import dev.imagecopy.core.time.Workers;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs application code away from the threads of the timer and the transport: on the application's executor, or on a few daemon
 * threads of our own that end when idle. Futures and progress listeners use separate threads, so a listener that blocks never
 * delays the completion of a future.
 */
public final class Callbacks implements AutoCloseable {
    /** How many threads run stages and listeners, unless all of them are blocked. */
    private static final int FUTURE_THREADS = 64;

    private static final int LISTENER_THREADS = 256;

    /** How many of each kind may block at a time in the end: whoever blocks them all has other problems. */
    private static final int MOST_BLOCKED = 1024;

    private final Executor futures;
    private final Executor listeners;
    private final List<Workers> own;

    /** Uses the application's executor, or else starts threads on demand. */
    public Callbacks(Optional<Executor> given) {
        if (given.isPresent()) {
            futures = given.get();
            listeners = given.get();
            own = List.of();
        } else {
            Workers forFutures = new Workers("image-copy-callback-", FUTURE_THREADS, MOST_BLOCKED);
            Workers forListeners = new Workers("image-copy-listener-", LISTENER_THREADS, MOST_BLOCKED);
            futures = forFutures;
            listeners = forListeners;
            own = List.of(forFutures, forListeners);
        }
    }

    /** Completes a future to which the application may have attached stages. */
    public void complete(Runnable completion) {
        execute(completion, futures);
    }

    /**
     * Creates a future for the application from a chain of stages, completed on the callback executor. If it ends before the
     * chain does (because it is cancelled or times out), the chain is aborted.
     */
    public <T> CompletableFuture<T> exposed(CompletableFuture<T> chain, Runnable abort) {
        return Futures.forwarding(chain, abort, this::complete);
    }

    /** Creates the queue of a listener, which receives everything that is added, in order and one at a time. */
    public <E> ListenerQueue<E> queueFor(Consumer<? super E> listener) {
        return new ListenerQueue<>(listener);
    }

    /** Lets queued work finish and ends our own threads. */
    @Override
    public void close() {
        for (Workers pool : own) {
            pool.close();
        }
    }

    /**
     * If the executor rejects the task, with whatever exception, the task still runs; if the executor runs it and then throws,
     * it does not run again.
     */
    private static void execute(Runnable work, Executor executor) {
        AtomicBoolean begun = new AtomicBoolean();
        Runnable once = () -> {
            if (begun.compareAndSet(false, true)) {
                isolated(work);
            }
        };
        try {
            executor.execute(once);
        } catch (RejectedExecutionException e) {
            once.run(); // our own executor in a closing client, or the application's
        } catch (RuntimeException | Error e) {
            Events.callbackThrew("The callback executor", e);
            once.run();
        }
    }

    /** Catches every throwable: an assertion that fails in a listener is an Error. */
    @SuppressWarnings("CatchAndPrintStackTrace")
    private static void isolated(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            Events.callbackThrew("A callback", e);
        }
    }

    /** The events that one listener has yet to receive. Safe for use by multiple threads. */
    public final class ListenerQueue<E> {
        private final Consumer<? super E> listener;
        private final Queue<E> events = new ArrayDeque<>(2); // guarded by this
        private boolean delivering; // guarded by this
        private @Nullable CompletableFuture<@Nullable Void> end; // guarded by this
        private volatile @Nullable Thread teller;

        private ListenerQueue(Consumer<? super E> listener) {
            this.listener = listener;
        }

        /** Adds an event. Calls no application code, so it may run under the lock that determines the order. */
        public synchronized void add(E event) {
            events.add(event);
        }

        /** Adds the last event; the future completes when the listener has received it. */
        public synchronized CompletableFuture<@Nullable Void> addLast(E event) {
            events.add(event);
            CompletableFuture<@Nullable Void> told = new CompletableFuture<>();
            end = told;
            return told;
        }

        /** Whether the caller is the listener itself, which receives no further event before it returns. */
        public boolean isTellingHere() {
            return teller == Thread.currentThread();
        }

        /** Starts delivering queued events to the listener, unless this is in progress. */
        public void deliver() {
            synchronized (this) {
                if (delivering || events.isEmpty()) {
                    return;
                }
                delivering = true;
            }
            execute(this::drain, listeners);
        }

        private void drain() {
            teller = Thread.currentThread();
            for (E event = next(); event != null; event = next()) {
                E current = event;
                isolated(() -> listener.accept(current));
            }
            CompletableFuture<@Nullable Void> told = toldAll();
            if (told != null) {
                told.complete(null);
            }
        }

        private synchronized @Nullable CompletableFuture<@Nullable Void> toldAll() {
            return end != null && events.isEmpty() && !delivering ? end : null;
        }

        private synchronized @Nullable E next() {
            E event = events.poll();
            delivering = event != null;
            if (!delivering) {
                teller = null; // before another thread delivers the next event
            }
            return event;
        }
    }
}
