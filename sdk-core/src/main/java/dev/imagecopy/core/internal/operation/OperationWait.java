package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.error.OperationWaitTimeoutException;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One caller's wait for the end of an operation. Whatever ends its future, including a cancel or
 * the caller's own {@code orTimeout}, ends this wait and no other.
 */
final class OperationWait<T> {
    private final OperationContext context;
    private final OperationRecord<T> record;
    private final boolean exposed;
    private final Predicate<OperationWait<T>> leave;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Runnable onClose = this::clientClosed;
    private volatile TimeSource.@Nullable Timer limit;

    /** An exposed future is completed on the callback executor. {@code leave} removes the wait; it returns false if the wait had already ended. */
    OperationWait(
            OperationContext context, OperationRecord<T> record, boolean exposed, Predicate<OperationWait<T>> leave) {
        this.context = context;
        this.record = record;
        this.exposed = exposed;
        this.leave = leave;
        result.whenComplete((value, thrown) -> {
            release();
            boolean unused = leave.test(this);
        });
    }

    CompletableFuture<T> result() {
        return result;
    }

    /** Starts the clock of this wait. */
    void begin(Duration timeout) {
        limit = context.time().schedule(timeout, () -> timedOut(timeout));
        context.lifecycle().onClose(onClose);
    }

    /** Stops the clock of this wait. Throws nothing, since it is between the end of the wait and its telling. */
    void release() {
        Timers.cancel(limit);
        context.lifecycle().forget(onClose);
    }

    /** Ends as the operation did. Throws nothing. */
    void finish(OperationSnapshot<T> last) {
        Throwable failure = made(() -> record.failure(last));
        if (failure == null) {
            end(() -> result.complete(last.result().orElse(null)));
        } else {
            end(() -> result.completeExceptionally(failure));
        }
    }

    /** Ends with an exception of its own, or with what kept that from being made. Throws nothing. */
    void fail(Supplier<? extends Throwable> error) {
        Throwable failure = made(error);
        end(() -> result.completeExceptionally(failure));
    }

    private void end(Runnable completion) {
        release();
        if (exposed) {
            context.callbacks().complete(completion);
        } else {
            completion.run();
        }
    }

    private void clientClosed() {
        if (leave.test(this)) {
            fail(record::clientClosed);
        }
    }

    private void timedOut(Duration timeout) {
        if (leave.test(this)) {
            fail(() -> new OperationWaitTimeoutException(
                    "the wait of " + timeout.toMillis() + " ms ended; the operation goes on, last seen "
                            + record.latest().state(),
                    record.errorContext(),
                    record.latest(),
                    record.token(),
                    record.lastPollError().orElse(null)));
        }
    }

    /** A wait that is taken out already must end, also when its exception cannot be made. */
    private static @Nullable Throwable made(Supplier<? extends @Nullable Throwable> error) {
        try {
            return error.get();
        } catch (RuntimeException | Error e) {
            return e;
        }
    }
}
