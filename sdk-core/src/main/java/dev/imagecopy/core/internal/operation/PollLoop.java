package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.PollingStoppedException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.internal.Events;
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
 * All waits for one operation, and the one poll loop that serves them. The loop runs as long as somebody waits; between polls
 * there is only a timer. The time of the next poll is kept even if nobody waits, so several short waits poll at the same pace
 * as a long one. Safe for use by multiple threads; its monitor is never held during I/O or application code.
 */
final class PollLoop<T> implements OperationWait.Loop<T> {
    /**
     * A slot among the client's polls that is this late, for example after the machine was suspended, has expired, like all
     * others.
     */
    private static final long SLOT_EXPIRED_AFTER = 1_000_000_000L;

    /** Any longer one would not fit into its own message. */
    private static final Duration LONGEST_WAIT = Duration.ofNanos(Long.MAX_VALUE);

    private final OperationContext context;
    private final OperationRecord<T> record;
    private final Supplier<CompletableFuture<OperationSnapshot<T>>> poll;
    private final PollSchedule schedule; // guarded by this
    private final List<OperationWait<T>> waits = new ArrayList<>(1); // guarded by this
    private TimeSource.@Nullable Timer timer; // guarded by this; pending while somebody waits and no poll is in flight
    private int
            armed; // guarded by this; identifies the current timer, since older ones may fire too late to be cancelled
    private boolean holdsSlot; // guarded by this; the timer waits for a slot among the client's polls
    private long dueAt; // guarded by this
    private @Nullable PollInFlight inFlight; // guarded by this
    private @Nullable CompletableFuture<?> triggerAwaited; // guarded by this
    private boolean triggered; // guarded by this

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

    /** Adds a wait. A future that is exposed to the application is completed on the callback executor. */
    CompletableFuture<T> await(Duration timeout, boolean exposed) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("The timeout of a wait must be positive, but is " + timeout);
        }
        listenForTrigger();
        OperationWait<T> wait = new OperationWait<>(context, record, exposed, this);
        synchronized (this) {
            waits.add(wait);
        }
        OperationSnapshot<T> latest =
                record.latest(); // read after joining, so that the end is seen either here or by observed()
        if (latest.state().isTerminal()) {
            observed(latest);
            return wait.result();
        }
        try {
            wait.begin(timeout.compareTo(LONGEST_WAIT) < 0 ? timeout : LONGEST_WAIT, this::isOpen);
            arm();
        } catch (RuntimeException | Error e) {
            if (leave(wait)) {
                stopIfIdle();
                wait.fail(() -> brokenOff(e));
            }
        }
        return wait.result();
    }

    /** Receives every snapshot, no matter who polled. */
    void observed(OperationSnapshot<T> snapshot) {
        if (snapshot.state().isTerminal()) {
            endAll(wait -> wait.finish(snapshot));
        }
    }

    /**
     * Starts the timer if somebody waits and neither a timer nor a poll is pending. If a poll was triggered, it is sent from
     * here: it does not block, so the thread that triggered it can send it.
     */
    private void arm() {
        PollInFlight begun;
        synchronized (this) {
            if (waits.isEmpty() || inFlight != null || timer != null) {
                return;
            }
            int tick = ++armed;
            if (!triggered) {
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

    /** Waits for a slot among the client's scheduled polls, then sends this one. */
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
        triggered = false;
        inFlight = begun;
        dueIn(interval(Duration.ZERO)); // in case nobody waits for the response
        return begun;
    }

    /** One poll of this loop. It is abandoned when nobody waits anymore, even before it has started. */
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
                    return; // nobody waits anymore
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
        listenForTrigger();
        arm();
    }

    private void failed(Throwable error) {
        if (error instanceof SdkInterruptedException) {
            synchronized (this) {
                dueIn(interval(Duration.ZERO)); // no response: somebody's thread was interrupted
            }
            arm();
        } else if (error instanceof ClientClosedException) {
            endAll(OperationWait::closed);
        } else if (error instanceof AmbiguousOutcomeException lost) {
            endAll(wait -> wait.fail(() -> OperationRecord.sameAs(lost)));
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
            endAll(wait -> wait.fail(() -> stopped(error)));
        }
    }

    private Throwable stopped(Throwable error) {
        if (!(error instanceof SdkException)) {
            return brokenOff(error);
        }
        String why = error instanceof ApiException
                ? "the service refuses to report the state of the operation: " + error.getMessage()
                : "a poll failed, and the wait ended: " + error.getMessage();
        return new PollingStoppedException(why, record.errorContext(), record.latest(), record.token(), error);
    }

    /** A provider may trigger a poll. */
    private void listenForTrigger() {
        Optional<RemoteOperation<T>> remote = record.remote();
        CompletableFuture<?> trigger =
                remote.isPresent() ? remote.get().pollTrigger().orElse(null) : null;
        synchronized (this) {
            if (trigger == null || triggerAwaited == trigger) {
                return;
            }
            triggerAwaited = trigger;
        }
        trigger.whenComplete((value, thrown) -> triggered());
    }

    private void triggered() {
        synchronized (this) {
            triggered = true; // remembered while a poll is in flight or nobody waits
            disarm();
        }
        guard(this::arm);
    }

    /** Runs a step of the loop. A bug, in our code, a provider or a time source, must not leave waits hanging. */
    private void guard(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            failAll(e);
        }
    }

    private void failAll(Throwable error) {
        endAll(wait -> wait.fail(() -> brokenOff(error)));
    }

    /** The operation is as it was, so whoever waited must not take this for its end. */
    private Throwable brokenOff(Throwable error) {
        return error instanceof SdkException
                ? error
                : new PollingStoppedException(
                        "the wait broke off with " + error.getClass().getSimpleName()
                                + ", and the operation goes on: do not start it again; wait once more, or resume it with its token",
                        record.errorContext(),
                        record.latest(),
                        record.token(),
                        error);
    }

    /**
     * Removes and ends all waits. Each gets its own exception, if we create it. First those that run no application code, which
     * may block.
     */
    private void endAll(Consumer<OperationWait<T>> why) {
        List<OperationWait<T>> ended;
        synchronized (this) {
            ended = List.copyOf(waits);
            waits.clear();
        }
        stopIfIdle();
        ended.stream().filter(wait -> !wait.isExposed()).forEach(why);
        ended.stream().filter(OperationWait::isExposed).forEach(why);
    }

    @Override
    public synchronized boolean leave(OperationWait<T> wait) {
        return waits.remove(wait);
    }

    @Override
    public void left() {
        stopIfIdle();
    }

    /** False once the wait has been removed. */
    private synchronized boolean isOpen(OperationWait<T> wait) {
        return waits.contains(wait);
    }

    /** When the last wait ends, polling stops and the call in flight is aborted. */
    private void stopIfIdle() {
        PollInFlight aborted = takeIfIdle();
        if (aborted != null) {
            aborted.abandon();
        }
    }

    /** Likewise, but the call is aborted elsewhere, since application code is told of its end. */
    @Override
    public void leftByTimeout() {
        PollInFlight aborted = takeIfIdle();
        if (aborted == null) {
            return;
        }
        try {
            TimeSource.Timer unused = context.time().scheduleWork(Duration.ZERO, aborted::abandon);
        } catch (RuntimeException | Error e) {
            Events.callbackThrew("The time source", e);
            aborted.abandon();
        }
    }

    private synchronized @Nullable PollInFlight takeIfIdle() {
        if (!waits.isEmpty()) {
            return null;
        }
        disarm();
        PollInFlight aborted = inFlight;
        inFlight = null;
        return aborted;
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
