package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.auth.WaitingCalls;
import dev.imagecopy.core.auth.WaitingCalls.Patience;
import dev.imagecopy.core.internal.SharedTurns;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.FirstByte;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which time counts towards the limits of one call. */
class CallClockTest {
    private static final Duration ALLOWED = Duration.ofMinutes(2);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTimeSource time = new ManualTimeSource();
    private final SharedTurns turns = new SharedTurns(time);
    private final Owner owner = new Owner();

    /** Learns what an operation must know. */
    private static final class Owner implements CallOwner {
        final FirstByte first = new FirstByte();
        final List<Boolean> maySend = new ArrayList<>();
        final List<Duration> waits = new ArrayList<>();

        @Override
        public FirstByte firstByte() {
            return first;
        }

        @Override
        public void mayHaveSent(boolean may) {
            maySend.add(may);
        }

        @Override
        public void waited(Duration forTurn) {
            waits.add(forTurn);
        }
    }

    @BeforeEach
    void theClientIsAnHourOld() {
        time.advance(Duration.ofHours(1));
    }

    private CallClock clock(boolean isForOthers, @Nullable WaitingCalls waiting) {
        return new CallClock(
                time, owner, Repeatability.CONVERGENT, ALLOWED, ALLOWED, Optional::empty, turns, isForOthers, waiting);
    }

    private CallClock clock() {
        return clock(false, null);
    }

    private static Duration timeLeftTo(CallClock clock) {
        return Duration.ofNanos(clock.get().timeLeft().getAsLong());
    }

    @Test
    void timeLeft_whileTheCallWaitsForItsTurn_isWhatItWasBefore() {
        CallClock clock = clock();
        time.advance(SECOND.multipliedBy(2));

        clock.waitsForTurn();
        time.advance(SECOND.multipliedBy(10));

        assertThat(clock.timeLeft()).isEqualTo(ALLOWED.minusSeconds(2));
    }

    @Test
    void timeLeft_afterSeveralTurns_lacksOnlyTheTimeBetweenThem() {
        CallClock clock = clock();
        for (int i = 0; i < 3; i++) {
            time.advance(SECOND);
            clock.waitsForTurn();
            time.advance(SECOND.multipliedBy(10));
            clock.turnComes();
        }

        assertThat(clock.timeLeft()).isEqualTo(ALLOWED.minusSeconds(3));
        assertThat(owner.waits).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    @Test
    void timeLeft_whileAnotherCallThatIsNeededWaitsForItsTurn_standsStill() {
        CallClock clock = clock();
        othersWait(Duration.ofSeconds(40)); // before it is needed, this takes the call's own time
        PatientWait limit = clock.limit(() -> {});

        othersWait(Duration.ofSeconds(30));
        time.advance(SECOND);

        assertThat(clock.timeLeft()).isEqualTo(ALLOWED.minusSeconds(41));
        limit.cancel();
    }

    @Test
    void turnComes_afterAWaitForWhatAnotherCallGets_endsThatWait() {
        CallClock clock = clock();
        PatientWait limit = clock.limit(() -> {});
        othersWait(Duration.ofSeconds(30));

        clock.turnComes();
        limit.cancel();
        othersWait(Duration.ofSeconds(7));

        assertThat(owner.waits).containsExactly(Duration.ofSeconds(30));
        assertThat(clock.timeLeft()).isEqualTo(ALLOWED.minusSeconds(7));
    }

    @Test
    void limit_whileAnotherCallWaitsForItsTurn_movesAway() {
        AtomicBoolean late = new AtomicBoolean();
        PatientWait limit = clock().limit(() -> late.set(true));
        othersWait(Duration.ofSeconds(30));

        time.advance(ALLOWED.minusSeconds(1));
        assertThat(late).isFalse();
        time.advance(SECOND);

        assertThat(late).isTrue();
        limit.cancel();
    }

    @Test
    void await_whatIsThere_returnsIt() throws Exception {
        assertThat(clock().await(CompletableFuture.completedFuture("token"))).isEqualTo("token");
    }

    private void othersWait(Duration length) {
        SharedTurns.Wait wait = turns.begin();
        time.advance(length);
        wait.end();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void concluded_whenTheCallWasGivenUpInTheQueue_countsThatWaitAsOne(boolean maybeExecuted) {
        CallClock clock = clock();
        clock.waitsForTurn();
        time.advance(SECOND.multipliedBy(10));

        assertThat(clock.concluded(maybeExecuted)).isEqualTo(maybeExecuted);
        time.advance(SECOND);

        assertThat(owner.waits).containsExactly(Duration.ofSeconds(10));
        assertThat(clock.timeLeft()).isEqualTo(ALLOWED.minusSeconds(1));
    }

    @Test
    void owner_learnsWhetherItsOperationMayHaveBeenSent() {
        CallClock clock = clock();

        clock.attemptStarts();
        assertThat(owner.maySend).containsExactly(true);
        clock.concluded(false);

        assertThat(owner.maySend).containsExactly(true, false);
    }

    @Test
    void owner_whoseFirstAttemptMayHaveArrived_staysWithThat() {
        CallClock clock = clock();
        clock.attemptStarts();
        clock.concluded(true);

        assertThat(owner.maySend).containsExactly(true);
        assertThat(owner.first.isSent(time.nanoTime())).isFalse();
    }

    @Test
    void hasTimeFor_aPauseThatEndsAtTheDeadline_isFalse() {
        CallClock clock = clock();

        assertThat(clock.hasTimeFor(ALLOWED.minusNanos(1))).isTrue();
        assertThat(clock.hasTimeFor(ALLOWED)).isFalse();
    }

    @Test
    void get_leavesToOthersWhatTheCallHasLeft() {
        CallClock clock = clock();
        clock.mayAskForOthers(3);
        time.advance(SECOND);

        Patience left = clock.get();

        assertThat(left.attempts()).isEqualTo(3);
        assertThat(left.timeLeft().getAsLong())
                .isEqualTo(ALLOWED.minusSeconds(1).toNanos());
        time.advance(SECOND.multipliedBy(4));
        assertThat(left.timeLeft().getAsLong())
                .isEqualTo(ALLOWED.minusSeconds(5).toNanos());
    }

    @Test
    void get_whileOthersWaitForTheirTurn_leavesThemThatTimeToo() {
        othersWait(Duration.ofSeconds(20)); // long ago
        Patience left = clock().get();

        othersWait(Duration.ofSeconds(30));
        time.advance(SECOND);

        assertThat(left.timeLeft().getAsLong())
                .isEqualTo(ALLOWED.minusSeconds(1).toNanos());
    }

    @Test
    void get_afterTheCallHasLeft_leavesNothing() {
        CallClock clock = clock();
        Patience left = clock.get();

        clock.leaves();

        assertThat(left.timeLeft().getAsLong()).isZero();
    }

    @Test
    void get_whenACallWaitsForThisOne_leavesNoMoreThanThatHas() {
        CallClock outer = clock();
        time.advance(SECOND.multipliedBy(30));
        CallClock inner = clock(true, WaitingCalls.on(outer, WaitingCalls::current));

        assertThat(timeLeftTo(inner)).isEqualTo(ALLOWED.minusSeconds(30));
        assertThat(inner.timeToRepeat()).isEqualTo(ALLOWED.minusSeconds(30));
        assertThat(inner.isAwaited()).isTrue();
        outer.leaves();

        assertThat(timeLeftTo(inner)).isZero();
        assertThat(inner.isAwaited()).isFalse();
    }

    @Test
    void turn_ofACallOnWhichOthersDepend_isToldToThemUntilItComes() {
        CallClock clock = clock(true, null);

        clock.waitsForTurn();
        time.advance(SECOND.multipliedBy(10));
        clock.turnComes();
        time.advance(SECOND);

        assertThat(clock.isForOthers()).isTrue();
        assertThat(turns.nanosWaited()).isEqualTo(Duration.ofSeconds(10).toNanos());
    }

    @Test
    void turn_ofACallThatHasEnded_isNotToldToOthers() {
        CallClock clock = clock(true, null);
        clock.leaves();

        clock.waitsForTurn();
        time.advance(SECOND.multipliedBy(10));

        assertThat(turns.nanosWaited()).isZero();
    }

    @Test
    void turn_ofACallOnWhichNobodyDepends_isNotToldToOthers() {
        CallClock clock = clock();

        clock.waitsForTurn();
        time.advance(SECOND.multipliedBy(10));

        assertThat(clock.isForOthers()).isFalse();
        assertThat(turns.nanosWaited()).isZero();
        assertThat(owner.waits).isEmpty();
    }
}
