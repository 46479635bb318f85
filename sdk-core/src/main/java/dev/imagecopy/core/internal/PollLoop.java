package dev.imagecopy.core.internal;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.OperationCancelledException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.error.OperationWaitTimeoutException;
import dev.imagecopy.core.error.PollingStoppedException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.event.PollFailed;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All waits for one operation, and the one loop of polls that serves them. The loop runs while somebody waits; between polls
 * there is only a timer. Safe for use by many threads; the lock is never held during I/O or foreign code.
 */
final class PollLoop<T> {
    private final OperationEngine engine;
    private final OperationRecord<T> record;
    private final Supplier<CompletableFuture<OperationSnapshot<T>>> poll;
    private final PollSchedule schedule;
    private final Runnable onClose = this::clientCloses;
    private final Object lock = new Object();
    private final List<Wait> waits = new ArrayList<>(1); // guarded by lock
    private TimeSource.@Nullable Timer nextPoll; // guarded by lock
    private @Nullable CompletableFuture<OperationSnapshot<T>> inFlight; // guarded by lock
    private @Nullable CompletableFuture<?> newsHeard; // guarded by lock
    private Duration firstPollIn; // guarded by lock
    private int failuresInARow; // touched by the loop only

    PollLoop(
            OperationEngine engine,
            OperationRecord<T> record,
            Supplier<CompletableFuture<OperationSnapshot<T>>> poll,
            Duration firstPollIn) {
        this.engine = engine;
        this.record = record;
        this.poll = poll;
        this.schedule = new PollSchedule(engine.pollPolicy());
        this.firstPollIn = firstPollIn;
    }

    /** Joins the waits. An exposed future is completed on the callback executor, since strangers continue it. */
    CompletableFuture<T> await(Duration timeout, boolean exposed) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("The timeout of a wait must be positive, but is " + timeout);
        }
        Wait wait = new Wait(exposed);
        OperationSnapshot<T> latest = record.latest();
        if (latest.state().isTerminal()) {
            finish(wait, latest);
            return wait;
        }
        boolean first;
        Duration startIn;
        synchronized (lock) {
            first = waits.isEmpty();
            waits.add(wait);
            startIn = firstPollIn;
        }
        wait.timer = engine.time().schedule(timeout, () -> timedOut(wait, timeout));
        if (wait.isDone()) {
            wait.timer.cancel();
        }
        if (first) {
            engine.lifecycle().onClose(onClose);
            hearNews();
            scheduleNext(startIn);
        }
        return wait;
    }

    private void scheduleNext(Duration delay) {
        synchronized (lock) {
            if (!waits.isEmpty() && inFlight == null) {
                cancelTimer();
                nextPoll = engine.time().schedule(delay, this::due);
            }
        }
    }

    /** News from the provider make the next poll due now. */
    private void hearNews() {
        record.remote().flatMap(remote -> remote.news()).ifPresent(news -> {
            synchronized (lock) {
                if (newsHeard == news) {
                    return;
                }
                newsHeard = news;
            }
            news.whenComplete((value, thrown) -> scheduleNext(Duration.ZERO));
        });
    }

    /** Runs on the timer thread: paces all polls of the client, then hands one over. */
    private void due() {
        Duration pause = engine.pollPacer();
        if (pause.isZero()) {
            send();
            return;
        }
        synchronized (lock) {
            if (!waits.isEmpty()) {
                nextPoll = engine.time().schedule(pause, this::send);
            }
        }
    }

    private void send() {
        CompletableFuture<OperationSnapshot<T>> sent;
        synchronized (lock) {
            if (waits.isEmpty() || inFlight != null) {
                return;
            }
            nextPoll = null;
            sent = new CompletableFuture<>();
            inFlight = sent;
        }
        CompletableFuture<OperationSnapshot<T>> answer = poll.get();
        sent.whenComplete((value, thrown) -> {
            if (sent.isCancelled()) {
                answer.cancel(true);
            }
        });
        answer.whenComplete((snapshot, thrown) -> {
            synchronized (lock) {
                if (inFlight != sent) {
                    return; // nobody waits any more
                }
                inFlight = null;
            }
            if (thrown == null) {
                answered(snapshot);
            } else {
                failed(Futures.unwrap(thrown));
            }
        });
    }

    private void answered(OperationSnapshot<T> snapshot) {
        failuresInARow = 0;
        schedule.noteThrottled(false);
        if (snapshot.state().isTerminal()) {
            endAll(wait -> finish(wait, snapshot));
        } else {
            hearNews();
            scheduleNext(schedule.next(
                    record.elapsed(), record.hint(), engine.random().nextDouble()));
        }
    }

    private void failed(RuntimeException error) {
        if (error instanceof SdkException e && e.retryable()) {
            failuresInARow++;
            schedule.noteThrottled(e instanceof ThrottledException);
            engine.events()
                    .pollFailed(new PollFailed(
                            engine.clientName(),
                            record.type().kind(),
                            record.latest().operationId(),
                            failuresInARow,
                            e));
            scheduleNext(schedule.next(
                    record.elapsed(), record.hint(), engine.random().nextDouble()));
        } else if (error instanceof AmbiguousOutcomeException || error instanceof ClientClosedException) {
            endAll(wait -> wait.fail(error));
        } else {
            endAll(wait -> wait.fail(new PollingStoppedException(
                    "the service does not tell how the operation stands: " + error.getMessage(),
                    engine.context(record.type().kind()),
                    record.latest(),
                    record.token(),
                    error)));
        }
    }

    private void timedOut(Wait wait, Duration timeout) {
        if (leave(wait)) {
            wait.fail(new OperationWaitTimeoutException(
                    "the wait of " + timeout.toMillis() + " ms ended; the operation goes on, last seen "
                            + record.latest().state(),
                    engine.context(record.type().kind()),
                    record.latest(),
                    record.token(),
                    null));
        }
    }

    private void clientCloses() {
        endAll(wait -> wait.fail(
                new ClientClosedException(engine.context(record.type().kind()), Optional.of(record.token()))));
    }

    private void endAll(Consumer<Wait> end) {
        List<Wait> ended;
        synchronized (lock) {
            ended = List.copyOf(waits);
            waits.clear();
        }
        stopIfIdle();
        ended.forEach(end);
    }

    /** Takes a wait out; false when it had ended. */
    private boolean leave(Wait wait) {
        boolean left;
        synchronized (lock) {
            left = waits.remove(wait);
        }
        stopIfIdle();
        return left;
    }

    /** The last wait to end stops the polling and aborts the call in flight. */
    private void stopIfIdle() {
        CompletableFuture<OperationSnapshot<T>> aborted;
        synchronized (lock) {
            if (!waits.isEmpty()) {
                return;
            }
            cancelTimer();
            aborted = inFlight;
            inFlight = null;
            // Whoever waits again goes on at the pace the loop had reached.
            firstPollIn = schedule.next(record.elapsed(), record.hint(), 0.5);
        }
        engine.lifecycle().forget(onClose);
        if (aborted != null) {
            aborted.cancel(true);
        }
    }

    private void cancelTimer() {
        if (nextPoll != null) {
            nextPoll.cancel();
            nextPoll = null;
        }
    }

    private void finish(Wait wait, OperationSnapshot<T> last) {
        Optional<T> result = last.result();
        if (last.state() == OperationState.SUCCEEDED && result.isPresent()) {
            wait.succeed(result.get());
            return;
        }
        String why = last.failure().map(PollLoop::describe).orElse(last.providerStatus());
        SdkException cause = record.cause().orElse(null);
        wait.fail(
                last.state() == OperationState.CANCELLED
                        ? new OperationCancelledException(
                                "the operation was cancelled: " + why,
                                engine.context(record.type().kind()),
                                last,
                                record.token(),
                                cause)
                        : new OperationFailedException(
                                "the operation failed: " + why,
                                engine.context(record.type().kind()),
                                last,
                                record.token(),
                                cause));
    }

    private static String describe(OperationFailure failure) {
        return failure.message().isEmpty() ? failure.code() : failure.code() + " \"" + failure.message() + "\"";
    }

    /** One caller's wait. Cancelling it ends this wait only. */
    private final class Wait extends CompletableFuture<T> {
        private final boolean exposed;
        private volatile TimeSource.Timer timer = () -> {};

        Wait(boolean exposed) {
            this.exposed = exposed;
        }

        void succeed(T value) {
            end(() -> complete(value));
        }

        void fail(Throwable error) {
            end(() -> completeExceptionally(error));
        }

        private void end(Runnable completion) {
            timer.cancel();
            if (exposed) {
                engine.callbacks().run(completion);
            } else {
                completion.run();
            }
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            if (cancelled) {
                timer.cancel();
                boolean unused = leave(this);
            }
            return cancelled;
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new CompletableFuture<>();
        }
    }
}
