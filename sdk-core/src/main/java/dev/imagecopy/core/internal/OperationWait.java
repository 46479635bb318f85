package dev.imagecopy.core.internal;

import dev.imagecopy.core.error.OperationWaitTimeoutException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One caller's wait; running it tells that the client closes. Cancelling it ends this wait only. */
final class OperationWait<T> extends CompletableFuture<T> implements Runnable {
    private final PollLoop<T> loop;
    private final boolean exposed;
    private volatile TimeSource.@Nullable Timer limit;

    OperationWait(PollLoop<T> loop, boolean exposed) {
        this.loop = loop;
        this.exposed = exposed;
    }

    void begin(Duration timeout) {
        limit = loop.engine.time().schedule(timeout, () -> timedOut(timeout));
        loop.engine.lifecycle().onClose(this);
        if (!loop.isOpen(this)) {
            release(); // it ended before there was anything to release
        }
    }

    void finish(OperationSnapshot<T> last) {
        SdkException failure = loop.record.failure(last);
        if (failure == null) {
            end(() -> super.complete(last.result().orElse(null)));
        } else {
            fail(failure);
        }
    }

    void fail(Throwable error) {
        end(() -> super.completeExceptionally(error));
    }

    private void end(Runnable completion) {
        release();
        if (exposed) {
            loop.engine.callbacks().run(completion);
        } else {
            completion.run();
        }
    }

    @Override
    public void run() {
        if (loop.leave(this)) {
            fail(loop.record.clientClosed());
        }
    }

    private void timedOut(Duration timeout) {
        if (loop.leave(this)) {
            fail(new OperationWaitTimeoutException(
                    "the wait of " + timeout.toMillis() + " ms ended; the operation goes on, last seen "
                            + loop.record.latest().state(),
                    loop.record.context(),
                    loop.record.latest(),
                    loop.record.token(),
                    loop.record.lastPollError().orElse(null)));
        }
    }

    /** A user may complete the future too, as {@code orTimeout} does: that ends the wait as cancelling it does. */
    @Override
    public boolean completeExceptionally(Throwable error) {
        return left(super.completeExceptionally(error));
    }

    @Override
    public boolean complete(T value) {
        return left(super.complete(value));
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return left(super.cancel(mayInterruptIfRunning));
    }

    private boolean left(boolean ended) {
        if (ended) {
            release();
            boolean unused = loop.leave(this);
        }
        return ended;
    }

    private void release() {
        TimeSource.Timer pending = limit;
        if (pending != null) {
            pending.cancel();
        }
        loop.engine.lifecycle().forget(this);
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
