package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.PollingStoppedException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.spi.CallFlow;
import dev.imagecopy.core.spi.RemoteOperation;
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
 * there is only a timer. When the next poll is due is kept while nobody waits, so short waits in a row keep the pace of a
 * long one. Safe for use by many threads; its monitor is never held during I/O or application code.
 */
final class PollLoop<T> {
    /** A slot among the client's polls that comes this late, as after a machine's sleep, has passed: all others have too. */
    private static final long SLOT_EXPIRED_AFTER = 1_000_000_000L;

    private final OperationContext context;
    private final OperationRecord<T> record;
    private final Supplier<CompletableFuture<OperationSnapshot<T>>> poll;
    private final PollSchedule schedule; // guarded by this
    private final List<OperationWait<T>> waits = new ArrayList<>(1); // guarded by this
    private TimeSource.@Nullable Timer timer; // guarded by this; pending while somebody waits and no poll is in flight
    private int armed; // guarded by this; tells the timer that counts from those that came too late to be cancelled
    private boolean holdsSlot; // guarded by this; the timer waits for a slot among the client's polls
    private long dueAt; // guarded by this
    private @Nullable PollInFlight inFlight; // guarded by this
    private @Nullable CompletableFuture<?> newsAwaited; // guarded by this
    private boolean newsCame; // guarded by this

    PollLoop(
            OperationContext context,
            OperationRecord<T> record,
            Supplier<CompletableFuture<OperationSnapshot<T>>> poll,
            long firstPollAt) {
        this.context = context;
        this.record = record;
        this.poll = poll;
        this.schedule = new PollSchedule(context.pollPolicy());
        this.dueAt = firstPollAt;
    }

    /** Joins the waits. A future handed to the application is exposed: it is completed on the callback executor. */
    CompletableFuture<T> await(Duration timeout, boolean exposed) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("The timeout of a wait must be positive, but is " + timeout);
        }
        listenForNews();
        OperationWait<T> wait = new OperationWait<>(context, record, exposed, this::leave);
        synchronized (this) {
            waits.add(wait);
        }
        OperationSnapshot<T> latest = record.latest(); // read after joining: an end is seen here, or by observed()
        if (latest.state().isTerminal()) {
            observed(latest);
            return wait.result();
        }
        try {
            wait.begin(Duration.ofNanos(TimeSource.saturatedNanos(timeout)), this::isOpen);
            arm();
        } catch (RuntimeException | Error e) {
            wait.release();
            boolean unused = leave(wait);
            throw e;
        }
        return wait.result();
    }

    /** Receives every snapshot, whoever asked for it. */
    void observed(OperationSnapshot<T> snapshot) {
        if (snapshot.state().isTerminal()) {
            endAll(wait -> wait.finish(snapshot));
        }
    }

    /**
     * Makes the timer run, if somebody waits and nothing is under way. After news the poll goes out from here: it blocks nobody,
     * so whoever brings news need not hand it to the timer's thread.
     */
    private void arm() {
        PollInFlight begun;
        synchronized (this) {
            if (waits.isEmpty() || inFlight != null || timer != null) {
                return;
            }
            int tick = ++armed;
            if (!newsCame) {
                timer = context.time().scheduleWork(Duration.ofNanos(Math.max(0, dueAt - now())), () -> due(tick));
                return;
            }
            begun = begin();
        }
        begun.follow(poll.get());
    }

    /** Runs when a poll is due. An exception here must not leave waits without a timer. */
    private void due(int tick) {
        guard(() -> pace(tick));
    }

    /** Paces all polls of the client that are on a schedule, then hands one over. */
    private void pace(int tick) {
        PollInFlight begun;
        synchronized (this) {
            if (tick != armed || timer == null) {
                return;
            }
            boolean inSlot = holdsSlot && now() - dueAt < SLOT_EXPIRED_AFTER;
            Duration pause = inSlot ? Duration.ZERO : context.reservePoll();
            if (!pause.isZero()) {
                holdsSlot = true;
                dueIn(pause);
                timer = context.time().scheduleWork(pause, () -> due(tick));
                return;
            }
            begun = begin();
        }
        begun.follow(poll.get());
    }

    /** Records that a poll is sent now. */
    private synchronized PollInFlight begin() {
        PollInFlight begun = new PollInFlight();
        timer = null; // it has run, or there is none
        holdsSlot = false;
        newsCame = false;
        inFlight = begun;
        dueIn(interval(Duration.ZERO)); // in case nobody waits for the answer
        return begun;
    }

    /** One poll of this loop. It is abandoned when nobody waits any more, even before it has started. */
    private final class PollInFlight {
        private @Nullable CompletableFuture<OperationSnapshot<T>> answer; // guarded by the loop
        private boolean abandoned; // guarded by the loop

        void follow(CompletableFuture<OperationSnapshot<T>> begun) {
            boolean late;
            synchronized (PollLoop.this) {
                answer = begun;
                late = abandoned;
            }
            if (late) {
                begun.cancel(true);
            }
            begun.whenComplete(this::ended);
        }

        void abandon() {
            CompletableFuture<OperationSnapshot<T>> begun;
            synchronized (PollLoop.this) {
                abandoned = true;
                begun = answer;
            }
            if (begun != null) {
                begun.cancel(true);
            }
        }

        private void ended(OperationSnapshot<T> snapshot, @Nullable Throwable thrown) {
            synchronized (PollLoop.this) {
                if (inFlight != this) {
                    return; // nobody waits any more
                }
                inFlight = null;
            }
            guard(() -> {
                if (thrown == null) {
                    answered(snapshot);
                } else {
                    failed(CallFlow.causeOf(thrown));
                }
            });
        }
    }

    private void answered(OperationSnapshot<T> snapshot) {
        synchronized (this) {
            schedule.noteAnswered();
            dueIn(interval(record.hint()));
        }
        observed(snapshot);
        listenForNews();
        arm();
    }

    private void failed(Throwable error) {
        if (error instanceof SdkInterruptedException) {
            synchronized (this) {
                dueIn(interval(Duration.ZERO)); // no word from the service: somebody's thread was interrupted
            }
            arm();
        } else if (error instanceof ClientClosedException) {
            endAll(wait -> wait.fail(record::clientClosed));
        } else if (error instanceof AmbiguousOutcomeException) {
            failAll(error);
        } else if (error instanceof SdkException e && (e.retryable() || record.mayPass(e))) {
            Throwable last = e instanceof DeadlineExceededException && e.getCause() != null ? e.getCause() : e;
            synchronized (this) {
                if (last instanceof ThrottledException) {
                    schedule.noteThrottled();
                }
                dueIn(interval(hintIn(last)));
            }
            arm();
        } else {
            endAll(wait -> wait.fail(() -> new PollingStoppedException(
                    "the service does not tell how the operation stands: " + error.getMessage(),
                    record.errorContext(),
                    record.latest(),
                    record.token(),
                    error)));
        }
    }

    /** A provider may know without a poll that the state has changed. */
    private void listenForNews() {
        Optional<RemoteOperation<T>> remote = record.remote();
        CompletableFuture<?> news = remote.isPresent() ? remote.get().pollTrigger().orElse(null) : null;
        synchronized (this) {
            if (news == null || newsAwaited == news) {
                return;
            }
            newsAwaited = news;
        }
        news.whenComplete((value, thrown) -> newsCame());
    }

    private void newsCame() {
        synchronized (this) {
            newsCame = true; // kept while a poll is in flight or nobody waits
            disarm();
        }
        guard(this::arm);
    }

    /** Runs a step of the loop: a bug, ours, a provider's or a time source's, must not leave waits hanging. */
    private void guard(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            failAll(e);
        }
    }

    private void failAll(Throwable error) {
        endAll(wait -> wait.fail(() -> error));
    }

    /** Removes all waits and ends each; each gets its own exception where we make it. */
    private void endAll(Consumer<OperationWait<T>> why) {
        List<OperationWait<T>> ended;
        synchronized (this) {
            ended = List.copyOf(waits);
            waits.clear();
        }
        stopIfIdle();
        ended.forEach(why);
    }

    /** Removes a wait; false if it had already ended. Throws nothing, since the wait has yet to complete. */
    private boolean leave(OperationWait<T> wait) {
        boolean left;
        synchronized (this) {
            left = waits.remove(wait);
        }
        stopIfIdle();
        return left;
    }

    /** False once the wait was removed. */
    private synchronized boolean isOpen(OperationWait<T> wait) {
        return waits.contains(wait);
    }

    /** The last wait to end stops the polling and aborts the call in flight. */
    private void stopIfIdle() {
        PollInFlight aborted;
        synchronized (this) {
            if (!waits.isEmpty()) {
                return;
            }
            disarm();
            aborted = inFlight;
            inFlight = null;
        }
        if (aborted != null) {
            aborted.abandon();
        }
    }

    private synchronized void disarm() {
        Timers.cancel(timer);
        timer = null;
        holdsSlot = false;
    }

    private synchronized void dueIn(Duration delay) {
        dueAt = now() + TimeSource.saturatedNanos(delay);
    }

    private synchronized Duration interval(Duration hint) {
        return schedule.next(record.elapsed(), hint, context.random().nextDouble());
    }

    private long now() {
        return context.time().nanoTime();
    }

    private static Duration hintIn(Throwable answer) {
        return answer instanceof ApiException e ? e.retryAfter().orElse(Duration.ZERO) : Duration.ZERO;
    }
}
