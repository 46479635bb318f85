package dev.imagecopy.servicefabric;

import dev.imagecopy.core.spi.ResendPermit;
import dev.imagecopy.core.spi.SendWatch;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When the latest attempt of a copy was sent to the gateway, which is when the cluster's time limit begins. That may be long
 * after it was started: it may have waited in the transport's queue, and after a refusal that says that nothing has begun, the
 * client sends again. Whoever takes the copy over meanwhile knows only when it was started, and sends it again once that is long
 * enough ago; so an attempt that waited is sent only if the store permits it. Safe for use by multiple threads.
 */
final class Departure implements SendWatch {
    /** For so long after an attempt was recorded nobody else sends the copy. */
    private static final Duration STILL_CURRENT = Duration.ofSeconds(1);

    private static final CompletableFuture<?> PERMITTED = CompletableFuture.completedFuture(null);

    /** Times by both clocks: the monotonic one for this process, the other for tokens. */
    private record Moment(long nanos, Instant instant) {}

    /** Each attempt waits and then goes out, or is kept from that. */
    private enum Phase {
        WAITING,
        /** The gateway may have begun this attempt, or an earlier one. */
        OUT,
        /** Whether it can be cancelled depends on the store. */
        CANCELLING,
        /** The same, and its turn has come meanwhile. */
        CANCELLING_LATE,
        /** For good. */
        CANCELLED,
        /** Somebody else has sent the copy, or the store cannot say that nobody has. */
        OVERTAKEN,
        /** Somebody else may have sent the copy: the transport did not ask before its turn. */
        TURNED_AWAY
    }

    private final TimeSource time;
    private final Duration budget;
    private final Supplier<ResendPermit> store;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.OUT);
    private final AtomicReference<@Nullable CompletableFuture<Boolean>> cancelling = new AtomicReference<>();
    private final AtomicInteger sends = new AtomicInteger();

    /** Whether the present attempt counts as sent: the transport may be told of it more than once. */
    private final AtomicBoolean away = new AtomicBoolean();

    private volatile Moment latest;

    /** Counts the waits for a turn: what the store is asked during one says nothing of the next. */
    private final AtomicInteger waits = new AtomicInteger();

    private volatile long permittedAt;

    /** Whether an earlier permission has become void. */
    private volatile boolean mustAsk;

    /** Whether the store has been asked in this wait and has not answered, now and when the call ended. */
    private volatile boolean asking;

    private volatile boolean endedAsking;

    /**
     * An attempt is about to be sent.
     *
     * @param store knows whether somebody else has sent the copy
     */
    Departure(TimeSource time, Duration budget, Supplier<ResendPermit> store) {
        this.time = time;
        this.budget = budget;
        this.store = store;
        this.latest = now();
        this.permittedAt = time.nanoTime();
    }

    /**
     * The next call begins, and is sent at the latest now, as far as others can know.
     *
     * @param maybeExecuted whether the gateway may have begun an earlier one
     */
    void begins(boolean maybeExecuted) {
        latest = now();
        sends.set(0);
        away.set(false);
        waits.incrementAndGet();
        asking = false;
        endedAsking = false;
        phase.updateAndGet(before -> isCancel(before) ? before : maybeExecuted ? Phase.OUT : Phase.WAITING);
    }

    @Override
    public void waits(boolean maybeExecuted) {
        away.set(false);
        waits.incrementAndGet();
        asking = false;
        phase.updateAndGet(before -> isOpen(before) ? maybeExecuted ? Phase.OUT : Phase.WAITING : before);
    }

    @Override
    public CompletableFuture<?> mayGoOut() {
        if (isPermitted() || !isOpen(Objects.requireNonNull(phase.get()))) {
            return PERMITTED;
        }
        asking = true;
        int wait = waits.get();
        return permission().whenComplete((mine, thrown) -> {
            boolean isCurrent = waits.get() == wait;
            if (isCurrent) {
                asking = false;
            }
            if (thrown != null && isCurrent) {
                phase.updateAndGet(before ->
                        isOpen(before) ? Phase.OVERTAKEN : before == Phase.CANCELLING ? Phase.CANCELLING_LATE : before);
            }
            if (thrown == null && !mine) {
                phase.updateAndGet(before -> before == Phase.CANCELLED ? before : Phase.OVERTAKEN);
                throw new CancellationException("somebody else has sent the copy meanwhile");
            }
        });
    }

    /** Records that an attempt is about to be sent; returns false if somebody else has sent one. */
    CompletableFuture<Boolean> permission() {
        latest = now(); // for the token that is stored
        int wait = waits.get();
        return store.get().sendingAgain().thenApply(mine -> {
            if (waits.get() == wait) {
                permittedAt = time.nanoTime();
                mustAsk = false;
            }
            return mine;
        });
    }

    private boolean isPermitted() {
        return !mustAsk && time.nanoTime() - permittedAt <= STILL_CURRENT.toNanos();
    }

    /** A transport that has not asked whether the attempt may be sent must not wait now. */
    @Override
    public void goesOut() {
        Phase next = isPermitted() || isPermittedAtOnce() ? Phase.OUT : Phase.TURNED_AWAY;
        Moment departs = now();
        Phase now = phase.updateAndGet(
                before -> isOpen(before) ? next : before == Phase.CANCELLING ? Phase.CANCELLING_LATE : before);
        if (now != Phase.OUT) {
            throw new CancellationException("the copy was not sent: it is " + now);
        }
        if (away.compareAndSet(false, true)) {
            sends.incrementAndGet();
        }
        waits.incrementAndGet();
        latest = departs;
    }

    @Override
    public void joinsQueue() {
        if (away.compareAndSet(true, false)) {
            sends.decrementAndGet();
        }
    }

    private boolean isPermittedAtOnce() {
        CompletableFuture<?> asked = mayGoOut();
        return asked.isDone() && !asked.isCompletedExceptionally();
    }

    /** How many attempts of the latest call were sent. */
    int sends() {
        return sends.get();
    }

    private static boolean isCancel(Phase phase) {
        return isCancelling(phase) || phase == Phase.CANCELLED;
    }

    private static boolean isCancelling(Phase phase) {
        return phase == Phase.CANCELLING || phase == Phase.CANCELLING_LATE;
    }

    private static boolean isOpen(Phase phase) {
        return phase == Phase.WAITING || phase == Phase.OUT;
    }

    /** Of several attempts, at least one has been sent by now. */
    void noteOut() {
        latest = now();
    }

    /**
     * Keeps an attempt that waits from being sent, now and later. The result is false if it is too late for that: it was sent, or
     * somebody else has sent the copy. If the store cannot say, it waits on.
     */
    CompletableFuture<Boolean> cancel() {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        CompletableFuture<Boolean> first = cancelling.compareAndExchange(null, result);
        if (first != null) {
            return first.copy();
        }
        if (!phase.compareAndSet(Phase.WAITING, Phase.CANCELLING)
                && !phase.compareAndSet(Phase.TURNED_AWAY, Phase.CANCELLING)) {
            cancelling.set(null); // a later attempt may wait again
            result.complete(isCancelled());
            return result;
        }
        CompletableFuture<?> unused = askedForCancel(result).whenComplete((mine, thrown) -> {
            if (thrown != null) {
                givenUp(result);
                result.completeExceptionally(thrown);
            } else {
                cancelled(result, mine);
                result.complete(isCancelled());
            }
        });
        return result.copy();
    }

    /** @param mine whether it is recorded that the copy is never sent, which is so even if nobody waits for the answer any more */
    private void cancelled(CompletableFuture<Boolean> result, boolean mine) {
        boolean isAwaited = cancelling.get() == result;
        if (mine) {
            phase.updateAndGet(before -> isCancelling(before) || before == Phase.WAITING || before == Phase.TURNED_AWAY
                    ? Phase.CANCELLED
                    : before);
        } else if (isAwaited) {
            phase.updateAndGet(before -> isCancelling(before) ? Phase.OVERTAKEN : before);
        }
        if (!isCancelled()) {
            cancelling.compareAndSet(result, null);
        }
    }

    /** Nobody waits any more for the store to say whose copy it is: the attempt waits on, and asks again at its turn. */
    void giveUpCancel() {
        CompletableFuture<Boolean> result = cancelling.get();
        if (result != null) {
            givenUp(result);
        }
    }

    private void givenUp(CompletableFuture<Boolean> result) {
        if (!isCancelled() && cancelling.compareAndSet(result, null)) {
            waits.incrementAndGet();
            mustAsk = true;
            phase.updateAndGet(before -> switch (before) {
                case CANCELLING -> Phase.WAITING;
                case CANCELLING_LATE -> Phase.TURNED_AWAY;
                default -> before;
            });
        }
    }

    private CompletableFuture<Boolean> askedForCancel(CompletableFuture<Boolean> result) {
        try {
            return store.get().neverSending(() -> cancelling.get() == result);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    boolean isCancelling() {
        return isCancelling(Objects.requireNonNull(phase.get()));
    }

    boolean isCancelled() {
        return phase.get() == Phase.CANCELLED;
    }

    boolean isOvertaken() {
        return phase.get() == Phase.OVERTAKEN;
    }

    boolean isTurnedAway() {
        return phase.get() == Phase.TURNED_AWAY;
    }

    /** The call has ended, whatever the store answers later. */
    void ends() {
        endedAsking = asking;
    }

    /** Of a call that has ended: whether its attempt waited until then for the store. */
    boolean endedAsking() {
        return (asking || endedAsking) && phase.get() == Phase.WAITING;
    }

    /** What is known of somebody else is taken into account: only what the store says from now on counts. */
    void forgetOthers() {
        phase.compareAndSet(Phase.OVERTAKEN, Phase.OUT);
    }

    /** Whether nothing of the call has been sent, or the gateway has begun nothing of what was. */
    boolean isUnsent() {
        return phase.get() == Phase.WAITING || isCancelling() || isCancelled();
    }

    /** When the cluster's time limit ends, on the monotonic clock. */
    long endOfBudget() {
        return latest.nanos + TimeSource.saturatedNanos(budget);
    }

    /** The same in seconds of the epoch, for a token. */
    String endOfBudgetSeconds() {
        return String.valueOf(latest.instant.plus(budget).getEpochSecond());
    }

    private Moment now() {
        return new Moment(time.nanoTime(), time.now());
    }
}
