package dev.imagecopy.core.internal;

import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.operation.OperationSnapshot;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The poll under way, which everybody who asks meanwhile shares. It is aborted when the last of them gives up. Safe for use
 * by many threads; its monitor is never held during I/O or foreign code.
 *
 * @param <T> what the operation yields
 */
final class SharedPoll<T> {
    private @Nullable Flight current; // guarded by this

    /** For a poll on the caller's thread, which nobody else can abort. It may join another, but is not repeated here. */
    CompletableFuture<OperationSnapshot<T>> joinOrStart(Supplier<CompletableFuture<OperationSnapshot<T>>> poll) {
        Flight flight = board(poll, () -> {});
        return flight.answer.isDone() ? flight.answer : new ForwardingFuture<>(flight.answer, () -> leave(flight));
    }

    /** For a poll that blocks nobody. */
    CompletableFuture<OperationSnapshot<T>> joinOrStart(
            Supplier<CompletableFuture<OperationSnapshot<T>>> poll, Runnable abort) {
        Ticket ticket = new Ticket();
        ticket.follow(board(poll, abort), poll, abort);
        return ticket;
    }

    private Flight board(Supplier<CompletableFuture<OperationSnapshot<T>>> poll, Runnable abort) {
        Flight flight;
        synchronized (this) {
            flight = current;
            if (flight != null) {
                flight.passengers++;
                return flight;
            }
            flight = new Flight(abort);
            current = flight;
        }
        start(flight, poll);
        return flight;
    }

    private void start(Flight flight, Supplier<CompletableFuture<OperationSnapshot<T>>> poll) {
        CompletableFuture<OperationSnapshot<T>> answer;
        try {
            answer = poll.get();
        } catch (RuntimeException | Error e) {
            answer = CompletableFuture.failedFuture(e); // a provider that throws must not leave waits hanging
        }
        answer.whenComplete(flight);
    }

    private void leave(Flight flight) {
        boolean last;
        synchronized (this) {
            flight.passengers--;
            last = flight.passengers == 0;
            if (last && current == flight) {
                current = null; // nobody joins a poll that is being aborted
            }
        }
        if (last) {
            flight.abort.run();
        }
    }

    /** One poll; takes its end. */
    private final class Flight implements BiConsumer<OperationSnapshot<T>, @Nullable Throwable> {
        final CompletableFuture<OperationSnapshot<T>> answer = new CompletableFuture<>();
        final Runnable abort;
        int passengers = 1; // guarded by the SharedPoll

        Flight(Runnable abort) {
            this.abort = abort;
        }

        @Override
        public void accept(OperationSnapshot<T> snapshot, @Nullable Throwable thrown) {
            synchronized (SharedPoll.this) {
                if (current == this) {
                    current = null;
                }
            }
            if (thrown == null) {
                answer.complete(snapshot);
            } else {
                answer.completeExceptionally(Futures.cause(thrown));
            }
        }
    }

    /** One passenger's answer. */
    private final class Ticket extends CompletableFuture<OperationSnapshot<T>> {
        private @Nullable Flight boarded; // guarded by the SharedPoll

        void follow(Flight flight, Supplier<CompletableFuture<OperationSnapshot<T>>> poll, Runnable abort) {
            synchronized (SharedPoll.this) {
                boarded = flight;
            }
            flight.answer.whenComplete((snapshot, thrown) -> {
                if (thrown == null) {
                    complete(snapshot);
                } else if (thrown instanceof SdkInterruptedException && flight.abort != abort && !isDone()) {
                    // Somebody polled on a thread of his own, was interrupted, and took the poll down with him.
                    follow(board(poll, abort), poll, abort);
                } else {
                    completeExceptionally(thrown);
                }
            });
            if (isCancelled()) {
                getOff();
            }
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            if (cancelled) {
                getOff();
            }
            return cancelled;
        }

        /** Once for each flight: a future says that it was cancelled however often it is asked to. */
        private void getOff() {
            Flight flight;
            synchronized (SharedPoll.this) {
                flight = boarded;
                boarded = null;
            }
            if (flight != null) {
                leave(flight);
            }
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new CompletableFuture<>();
        }
    }
}
