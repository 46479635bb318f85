package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.auth.WaitingCalls;
import dev.imagecopy.core.auth.WaitingCalls.Patience;
import dev.imagecopy.core.internal.SharedTurns;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.FirstByte;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The time limits of one call and its attempts, on the monotonic clock. The clock stands still while the call waits for its
 * turn: for a place among the client's exchanges, or for a permit of its rate limit. So it does while a call for credentials waits
 * for its turn on which this one depends. Only a deadline that the caller chose for this call includes such waits. Used by one thread
 * at a time, except for {@link #leaves}.
 */
final class CallClock implements Supplier<Patience> {
    /** A century, so that sums of durations stay in range. */
    static final Duration LONGEST = Duration.ofDays(36_500);

    /** Services may forget idempotency keys after a day; a later retry would run the call a second time. */
    private static final long KEYS_LAST_NANOS = Duration.ofHours(24).toNanos();

    /** The part of its whole time that a call which must not be repeated needs to wait for its answer. */
    private static final int SHARE_FOR_THE_ANSWER = 10;

    private final TimeSource time;
    private final CallOwner owner;
    private final long allowedNanos;
    private final Duration attemptTimeout;
    private final @Nullable SharedTurns others; // null if waits count
    private final boolean isForOthers;
    private final @Nullable WaitingCalls waiting; // null if no call waits for this one
    private final long beginNanos;
    private final Supplier<Optional<Duration>> toBegin;
    private final boolean keyed;
    private final long answerNanos;
    private final @Nullable FirstByte firstByte;
    private final long startedAt;
    private long waitedNanos;
    private long attemptStartedAt;
    private long sentAt;
    private boolean wasSent;
    private boolean waitsForTurn;
    private boolean isFirst;
    private boolean hasFirst;
    private boolean needsOthers;
    private int attemptsForOthers;
    private long othersBefore;
    private volatile SharedTurns.@Nullable Wait told;
    private volatile boolean left;

    /**
     * Starts now.
     *
     * @param owner learns how long the call waited for its turn, and when the first byte of an operation is sent
     * @param toBegin the time from now in which attempts may begin, if the call itself limits it; may shrink faster than time
     *     passes
     * @param others when the calls that others depend on wait for their turn; null if the time allowed includes such waits
     * @param isForOthers whether this is such a call
     * @param waiting the calls that wait for this one, after the last of which it is not repeated; null if there are none
     */
    CallClock(
            TimeSource time,
            CallOwner owner,
            Repeatability repeatability,
            Duration allowed,
            Duration attemptTimeout,
            Supplier<Optional<Duration>> toBegin,
            @Nullable SharedTurns others,
            boolean isForOthers,
            @Nullable WaitingCalls waiting) {
        this.time = time;
        this.owner = owner;
        this.startedAt = time.nanoTime();
        this.allowedNanos = Math.min(TimeSource.saturatedNanos(allowed), LONGEST.toNanos());
        this.attemptTimeout = attemptTimeout.compareTo(LONGEST) < 0 ? attemptTimeout : LONGEST;
        this.others = others;
        this.isForOthers = isForOthers;
        this.waiting = waiting;
        this.toBegin = toBegin;
        this.beginNanos = Math.min(limitNanos(toBegin.get()), limitNanos(owner.timeToBegin()));
        this.keyed = repeatability == Repeatability.KEYED;
        this.firstByte = repeatability.isMutating() ? owner.firstByte() : null;
        this.answerNanos = repeatability == Repeatability.ONCE ? forTheAnswer() : 0;
    }

    private static long limitNanos(Optional<Duration> limit) {
        return limit.map(TimeSource::saturatedNanos).orElse(Long.MAX_VALUE);
    }

    private long forTheAnswer() {
        long whole = TimeSource.saturatedNanos(owner.wholeTime(Duration.ofNanos(allowedNanos)));
        return Math.min(whole / SHARE_FOR_THE_ANSWER, TimeSource.saturatedNanos(attemptTimeout));
    }

    /** Whether other calls depend on this one. */
    boolean isForOthers() {
        return isForOthers;
    }

    boolean hasPassed() {
        return Math.min(nanosLeft(), nanosToBeginLeft(time.nanoTime())) <= 0;
    }

    /** Whether an attempt after this pause would begin early enough. */
    boolean hasTimeFor(Duration pause) {
        return pause.isZero() ? nanosToBegin() > 0 : pause.compareTo(timeToBegin()) < 0;
    }

    /** The time left; negative once the deadline has passed. */
    Duration timeLeft() {
        return Duration.ofNanos(nanosLeft());
    }

    /** The time in which an attempt may still begin; negative once it is too late. */
    Duration timeToBegin() {
        return Duration.ofNanos(nanosToBegin());
    }

    /**
     * The time in which the next attempt may begin: nobody needs it who has stopped waiting. The first one is made in any case, since
     * what it fetches serves the next call.
     */
    Duration timeToRepeat() {
        long left = nanosToBegin();
        return Duration.ofNanos(Math.min(left, nanosAwaited()));
    }

    /** Whether a call still waits for this one, if any ever did. */
    boolean isAwaited() {
        return nanosAwaited() > 0;
    }

    /** For how long other calls will wait for this one. */
    private long nanosAwaited() {
        return waiting == null ? Long.MAX_VALUE : waiting.get().timeLeft().getAsLong();
    }

    /** This time, limited to what is left. */
    private Duration clip(Duration timeout) {
        long left = Math.max(1, nanosLeft());
        return TimeSource.saturatedNanos(timeout) <= left ? timeout : Duration.ofNanos(left);
    }

    Duration elapsed() {
        return Duration.ofNanos(time.nanoTime() - startedAt);
    }

    /** Why no attempt is made anymore. */
    String tooLate() {
        return hasPassed()
                ? "the deadline of " + Math.min(allowedNanos, beginNanos) / 1_000_000 + " ms passed"
                : "only " + nanosLeft() / 1_000_000
                        + " ms are left until the deadline, too few to wait for the answer to a call that must not be"
                        + " repeated";
    }

    private long nanosToBegin() {
        return Math.min(nanosLeft() - answerNanos, nanosToBeginLeft(time.nanoTime()));
    }

    private long nanosLeft() {
        long now = time.nanoTime();
        long stoodStill = waitsForTurn && others != null ? now - attemptStartedAt : othersWaited();
        long counted = now - startedAt - waitedNanos - stoodStill;
        return Math.min(allowedNanos - counted, keyNanosLeft(now));
    }

    private long keyNanosLeft(long now) {
        return keyed && wasSent ? KEYS_LAST_NANOS - (now - sentAt) : Long.MAX_VALUE;
    }

    void attemptStarts() {
        attemptStartedAt = time.nanoTime();
        if (firstByte != null) {
            owner.mayHaveSent(true);
            isFirst = firstByte.isSent(attemptStartedAt);
            hasFirst |= isFirst;
        }
        if (!wasSent) {
            sentAt = attemptStartedAt;
        }
    }

    /** Notes whether the service may have executed an attempt of this call, and returns that. */
    boolean concluded(boolean maybeExecuted) {
        turnComes(); // or it was given up in the queue
        wasSent |= maybeExecuted;
        if (firstByte != null && hasFirst && !maybeExecuted) {
            firstByte.wasNotExecuted();
            owner.mayHaveSent(false);
            hasFirst = false;
        }
        return maybeExecuted;
    }

    Duration attemptElapsed() {
        return Duration.ofNanos(time.nanoTime() - attemptStartedAt);
    }

    /** The time left for one attempt, which is the transport's timeout. */
    Duration attemptTimeout() {
        return clip(attemptTimeout);
    }

    /** The clock stands still from here on, unless the caller chose the deadline. */
    void waitsForTurn() {
        attemptStartedAt = time.nanoTime();
        waitsForTurn = true;
        if (isForOthers && others != null) {
            told = others.begin();
            if (left) {
                leaves();
            }
        }
    }

    /** How long the call may wait for its turn. */
    Duration longestWait() {
        if (others == null) {
            return Duration.ofNanos(Math.max(1, nanosToBegin()));
        }
        long now = time.nanoTime();
        long left = Math.min(keyNanosLeft(now), nanosToBeginLeft(now));
        return left == Long.MAX_VALUE ? LONGEST : Duration.ofNanos(Math.max(1, left));
    }

    /** What is left of a deadline that limits only when attempts begin. */
    private long nanosToBeginLeft(long now) {
        return beginNanos == Long.MAX_VALUE
                ? beginNanos
                : Math.min(beginNanos - (now - startedAt), limitNanos(toBegin.get()));
    }

    /** The wait for a turn is over, or that for what other calls get, if the call was waiting. */
    void turnComes() {
        if (waitsForTurn) {
            long waited = time.nanoTime() - attemptStartedAt;
            if (others != null) {
                stoodStill(waited);
            }
            waitsForTurn = false;
            endTold();
        }
        if (needsOthers) {
            stoodStill(othersWaited());
            needsOthers = false;
        }
    }

    private void stoodStill(long waited) {
        if (waited != 0) {
            waitedNanos += waited;
            owner.waited(Duration.ofNanos(waited));
        }
    }

    /**
     * Begins to wait for what another call gets, until {@link #turnComes}.
     *
     * @param late runs when the time is up
     */
    PatientWait limit(Runnable late) {
        needsOthers();
        return PatientWait.limit(time, timeLeft(), this::othersWaited, late);
    }

    /**
     * Waits for what another call gets, until {@link #turnComes}.
     *
     * @throws TimeoutException if the time is up
     */
    <V> V await(CompletableFuture<V> wanted) throws InterruptedException, ExecutionException, TimeoutException {
        needsOthers();
        return PatientWait.await(wanted, timeLeft(), this::othersWaited);
    }

    private void needsOthers() {
        if (others != null) {
            othersBefore = others.nanosWaited();
            needsOthers = true;
        }
    }

    /** For how long the clock has stood still since this call began to need others. */
    private long othersWaited() {
        return needsOthers && others != null ? others.nanosWaited() - othersBefore : 0;
    }

    /** How often a service may be asked for the credentials of the next attempt. */
    void mayAskForOthers(int attempts) {
        attemptsForOthers = attempts;
    }

    /** What this call leaves to those that get its credentials, until {@link #turnComes}. Safe to ask on any thread. */
    @Override
    public Patience get() {
        long until = time.nanoTime() + nanosLeft();
        SharedTurns turns = others;
        long before = turns == null ? 0 : turns.nanosWaited();
        LongSupplier own = () -> until - time.nanoTime() + (turns == null ? 0 : turns.nanosWaited() - before);
        return new Patience(() -> left ? 0 : Math.min(own.getAsLong(), nanosAwaited()), attemptsForOthers);
    }

    /** The call has ended, perhaps while it waited for its turn or for credentials. Safe to call from any thread. */
    void leaves() {
        left = true;
        endTold();
    }

    private void endTold() {
        SharedTurns.Wait wait = told;
        if (wait != null) {
            wait.end();
        }
    }

    /** The attempt leaves the queue; returns how long it may take. */
    Duration goesOut() {
        turnComes();
        attemptStartedAt = time.nanoTime();
        if (firstByte != null && isFirst) {
            firstByte.isSentOnlyNow(attemptStartedAt);
        }
        if (!wasSent) {
            sentAt = attemptStartedAt;
        }
        return attemptTimeout();
    }
}
