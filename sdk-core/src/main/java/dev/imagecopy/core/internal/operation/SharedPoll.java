package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.internal.Futures;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.spi.CallFlow;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The poll in progress, which all callers that poll at the same time share. It is aborted when its last subscriber leaves. Safe
 * for use by multiple threads; its monitor is never held during I/O or application code.
 *
 * @param <T> the type of the operation's result
 */
final class SharedPoll<T> {
    private @Nullable Poll<T> current; // guarded by this

    /** For a poll on the caller's thread, which nobody else can abort. It may join another poll, but is not repeated here. */
    CompletableFuture<OperationSnapshot<T>> joinOrStart(
            Function<Runnable, CompletableFuture<OperationSnapshot<T>>> ask) {
        if (isUnderWayHere()) {
            throw new IllegalStateException(
                    "This thread is in the middle of a poll of this operation: what is called during"
                            + " it, as an SdkListener is, must not wait for it");
        }
        Poll<T> poll = subscribe(ask, () -> {});
        return poll.answer.isDone()
                ? poll.answer
                : Futures.forwarding(poll.answer, () -> unsubscribe(poll), Runnable::run);
    }

    /** For a poll that blocks no thread. */
    CompletableFuture<OperationSnapshot<T>> joinOrStart(
            Function<Runnable, CompletableFuture<OperationSnapshot<T>>> ask, Runnable abort) {
        Subscription subscription = new Subscription(ask, abort);
        subscription.follow(subscribe(ask, abort));
        return subscription.result;
    }

    private Poll<T> subscribe(Function<Runnable, CompletableFuture<OperationSnapshot<T>>> ask, Runnable abort) {
        Poll<T> poll;
        synchronized (this) {
            poll = current;
            if (poll != null) {
                poll.subscribers++;
                return poll;
            }
            poll = new Poll<>(abort);
            current = poll;
        }
        start(poll, ask);
        return poll;
    }

    private void start(Poll<T> poll, Function<Runnable, CompletableFuture<OperationSnapshot<T>>> ask) {
        CompletableFuture<OperationSnapshot<T>> answer;
        poll.here = Thread.currentThread();
        try {
            answer = ask.apply(() -> leave(poll));
        } catch (RuntimeException | Error e) {
            answer = CompletableFuture.failedFuture(e); // a provider that throws must not leave waits hanging
        }
        poll.here = null;
        answer.whenComplete((snapshot, thrown) -> ended(poll, snapshot, thrown));
    }

    private void ended(Poll<T> poll, OperationSnapshot<T> snapshot, @Nullable Throwable thrown) {
        leave(poll);
        if (thrown == null) {
            poll.answer.complete(snapshot);
        } else {
            poll.answer.completeExceptionally(CallFlow.causeOf(thrown));
        }
    }

    private synchronized boolean isUnderWayHere() {
        return current != null && current.here == Thread.currentThread();
    }

    /** Nobody joins a poll whose result is known: a caller that is notified of it may poll again on the same thread. */
    private synchronized void leave(Poll<T> poll) {
        if (current == poll) {
            current = null;
        }
    }

    private void unsubscribe(Poll<T> poll) {
        boolean last;
        synchronized (this) {
            poll.subscribers--;
            last = poll.subscribers == 0;
            if (last && current == poll) {
                current = null; // nobody joins a poll that is being aborted
            }
        }
        if (last) {
            poll.abort.run();
        }
    }

    /** One poll and its subscribers. */
    private static final class Poll<T> {
        final CompletableFuture<OperationSnapshot<T>> answer = new CompletableFuture<>();
        final Runnable abort;
        volatile @Nullable Thread here; // while it is being started, or while it runs on that thread
        int subscribers = 1; // guarded by the SharedPoll

        Poll(Runnable abort) {
            this.abort = abort;
        }
    }

    /** One subscriber to the poll that it joined, or to the poll that replaced it. */
    private final class Subscription {
        final CompletableFuture<OperationSnapshot<T>> result = new CompletableFuture<>();
        private final Function<Runnable, CompletableFuture<OperationSnapshot<T>>> ask;
        private final Runnable abort;
        private @Nullable Poll<T> joined; // guarded by the SharedPoll

        Subscription(Function<Runnable, CompletableFuture<OperationSnapshot<T>>> ask, Runnable abort) {
            this.ask = ask;
            this.abort = abort;
            result.whenComplete((snapshot, thrown) -> leaveIfCancelled());
        }

        void follow(Poll<T> poll) {
            synchronized (SharedPoll.this) {
                joined = poll;
            }
            poll.answer.whenComplete((snapshot, thrown) -> {
                if (thrown == null) {
                    result.complete(snapshot);
                } else if (thrown instanceof SdkInterruptedException && poll.abort != abort && !result.isDone()) {
                    // The poll ran on another caller's thread, whose interrupt ended it for all subscribers.
                    follow(subscribe(ask, abort));
                } else {
                    result.completeExceptionally(thrown);
                }
            });
            leaveIfCancelled();
        }

        private void leaveIfCancelled() {
            if (!result.isCancelled()) {
                return;
            }
            Poll<T> poll;
            synchronized (SharedPoll.this) {
                poll = joined;
                joined = null; // once for each poll
            }
            if (poll != null) {
                unsubscribe(poll);
            }
        }
    }
}
