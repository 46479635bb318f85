package dev.imagecopy.core.internal;

import dev.imagecopy.core.operation.OperationSnapshot;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The poll under way, which everybody who asks meanwhile shares. It is aborted when the last of them gives up.
 *
 * @param <T> what the operation yields
 */
final class SharedPoll<T> {
    private static final class Flight<T> {
        final CompletableFuture<OperationSnapshot<T>> answer = new CompletableFuture<>();
        final AtomicInteger interested = new AtomicInteger(1);
        final Runnable abort;

        Flight(Runnable abort) {
            this.abort = abort;
        }
    }

    private final Object lock = new Object();
    private @Nullable Flight<T> current; // guarded by lock

    /** For a poll on the caller's thread, which nobody else can abort. */
    CompletableFuture<OperationSnapshot<T>> joinOrStart(Supplier<CompletableFuture<OperationSnapshot<T>>> poll) {
        return joinOrStart(poll, () -> {});
    }

    CompletableFuture<OperationSnapshot<T>> joinOrStart(
            Supplier<CompletableFuture<OperationSnapshot<T>>> poll, Runnable abort) {
        Flight<T> flight;
        boolean mine = false;
        synchronized (lock) {
            flight = current;
            if (flight == null || flight.interested.getAndUpdate(n -> n == 0 ? 0 : n + 1) == 0) {
                flight = new Flight<>(abort);
                current = flight;
                mine = true;
            }
        }
        if (mine) {
            start(flight, poll);
        }
        return ticket(flight);
    }

    private void start(Flight<T> flight, Supplier<CompletableFuture<OperationSnapshot<T>>> poll) {
        CompletableFuture<OperationSnapshot<T>> answer;
        try {
            answer = poll.get();
        } catch (RuntimeException | Error e) {
            answer = CompletableFuture.failedFuture(e); // a provider that throws must not leave waits hanging
        }
        answer.whenComplete((snapshot, thrown) -> {
            synchronized (lock) {
                if (current == flight) {
                    current = null;
                }
            }
            if (thrown == null) {
                flight.answer.complete(snapshot);
            } else {
                flight.answer.completeExceptionally(thrown);
            }
        });
    }

    private CompletableFuture<OperationSnapshot<T>> ticket(Flight<T> flight) {
        return new ForwardingFuture<>(flight.answer, () -> {
            boolean last;
            synchronized (lock) {
                last = flight.interested.decrementAndGet() == 0;
                if (last && current == flight) {
                    current = null;
                }
            }
            if (last) {
                flight.abort.run();
            }
        });
    }
}
