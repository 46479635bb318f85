package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.error.OperationWaitTimeoutException;
import dev.imagecopy.core.internal.Events;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One caller's wait for the end of an operation. Whatever ends its future, including its cancellation or the caller's own
 * {@code orTimeout}, ends only this wait.
 */
final class OperationWait<T> {
    /** How long the end of a wait is delayed for listeners that have not received the final snapshot yet. */
    private static final Duration LISTENERS_PATIENCE = Duration.ofSeconds(1);

    private final OperationContext context;
    private final OperationRecord<T> record;
    private final boolean exposed;
    private final Loop<T> loop;
    private final boolean outsideListeners;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Runnable onClose = this::clientClosed;
    private @Nullable Runnable completion; // guarded by this
    private volatile TimeSource.@Nullable Timer limit;
    private volatile TimeSource.@Nullable Timer patience;
    private volatile boolean released;

    /** What serves the waits. */
    interface Loop<T> {
        /** Removes a wait; false if it had already been removed. Throws nothing, since its future has yet to be completed. */
        boolean leave(OperationWait<T> wait);

        /** A wait that has left is completed, by its caller or the client. */
        void left();

        /** A wait that has left is completed, by its timeout, on a thread that application code must not hold. */
        void leftByTimeout();
    }

    /** An exposed future is completed on the callback executor. */
    OperationWait(OperationContext context, OperationRecord<T> record, boolean exposed, Loop<T> loop) {
        this.context = context;
        this.record = record;
        this.exposed = exposed;
        this.loop = loop;
        this.outsideListeners = !record.isListenerHere();
        result.whenComplete((value, thrown) -> {
            release();
            if (loop.leave(this)) {
                loop.left();
            }
        });
    }

    CompletableFuture<T> result() {
        return result;
    }

    /** Whether the end of this wait runs application code: an executor and the stages that depend on the future. */
    boolean isExposed() {
        return exposed;
    }

    /** Starts the timeout of this wait, unless it has ended. */
    void begin(Duration timeout, Predicate<OperationWait<T>> open) {
        limit = context.time().scheduleEnd(timeout, () -> timedOut(timeout));
        if (exposed) {
            context.lifecycle().onClose(onClose);
        } else {
            context.lifecycle().onCloseFirst(onClose);
        }
        if (released) {
            release(); // it ended before there was anything to release
        } else if (!open.test(this)) {
            Timers.cancel(limit);
        }
    }

    /** Stops the timers of this wait. Throws nothing, since the wait has been removed but its future not yet completed. */
    void release() {
        released = true;
        Timers.cancel(limit);
        Timers.cancel(patience);
        context.lifecycle().forget(onClose);
    }

    /**
     * Ends the wait with the operation's result, once the listeners have received it. A listener that blocks delays this only
     * for a moment, and never its own wait. Throws nothing.
     */
    void finish(OperationSnapshot<T> last) {
        Throwable failure = made(() -> record.failure(last));
        completeBy(
                failure == null
                        ? () -> result.complete(last.result().orElse(null))
                        : () -> result.completeExceptionally(failure));
        CompletableFuture<?> told = record.endTold();
        Timers.cancel(limit);
        if (outsideListeners && !told.isDone() && !context.lifecycle().isClosed()) {
            try {
                patience = context.time().scheduleEnd(LISTENERS_PATIENCE, this::complete);
                told.whenComplete((value, thrown) -> complete());
                return;
            } catch (RuntimeException | Error e) {
                Events.callbackThrew("The time source", e);
            }
        }
        complete();
    }

    /** Ends the wait with a new exception, or with the error that occurred while creating it. Throws nothing. */
    void fail(Supplier<? extends Throwable> error) {
        Throwable failure = made(error);
        completeBy(() -> result.completeExceptionally(failure));
        complete();
    }

    private void complete() {
        Runnable ready = takeCompletion();
        if (ready == null) {
            return;
        }
        release();
        if (exposed) {
            context.callbacks().complete(ready);
        } else {
            ready.run();
        }
    }

    private synchronized void completeBy(Runnable ready) {
        completion = ready;
    }

    private synchronized @Nullable Runnable takeCompletion() {
        Runnable ready = completion;
        completion = null;
        return ready;
    }

    /** Ends with the client. */
    void closed() {
        fail(() -> record.clientClosed(OperationContext.AWAIT));
    }

    private void clientClosed() {
        if (loop.leave(this)) {
            closed();
            loop.left();
        } else {
            complete(); // in case it only waits for listeners
        }
    }

    private void timedOut(Duration timeout) {
        if (loop.leave(this)) {
            fail(() -> new OperationWaitTimeoutException(
                    "the wait of " + timeout.toMillis() + " ms ended; the operation goes on, last seen "
                            + record.latest().state(),
                    record.errorContext(),
                    record.latest(),
                    record.token(),
                    record.lastPollError().orElse(null)));
            loop.leftByTimeout();
        }
    }

    /** A wait that has been removed must end, even if its exception cannot be created. */
    private static @Nullable Throwable made(Supplier<? extends @Nullable Throwable> error) {
        try {
            return error.get();
        } catch (RuntimeException | Error e) {
            return e;
        }
    }
}
