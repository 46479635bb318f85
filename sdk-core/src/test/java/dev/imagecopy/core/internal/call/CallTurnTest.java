package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.event.CallFinished;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.internal.call.CallBench.Mode;
import dev.imagecopy.core.internal.call.CallBench.Token;
import dev.imagecopy.core.retry.RateLimiter;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.SendOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that wait for their turn: in the transport's queue, or for a permit of the client's rate limit. */
class CallTurnTest {
    private static final String OK = "{\"id\":\"x\"}";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ApiCall<String, String> READ = CallBench.call(Repeatability.SAFE);
    private static final ApiCall<String, String> COPY = CallBench.call(Repeatability.ONCE);
    private static final ApiCall<String, String> KEYED = CallBench.call(Repeatability.KEYED);

    private final CallBench bench = new CallBench();
    private final List<Duration> waits = new ArrayList<>();
    private final List<Duration> granted = new ArrayList<>();
    private final List<HttpRequest> sent = new ArrayList<>();

    private static CallOptions within(Duration timeout) {
        return CallOptions.builder().callTimeout(timeout).build();
    }

    private static SendOrder.Turn turnOf(HttpRequest request) {
        return Objects.requireNonNull(SendOrder.of(request).turnOrNull());
    }

    /** Answers like a transport with a queue. */
    private HttpResponse queued(HttpRequest request, Duration queue, int status) {
        SendOrder.Turn turn = turnOf(request);
        waits.add(turn.longestWait());
        bench.time.advance(queue);
        sent.add(turn.renewed(request).join());
        granted.add(turn.comes());
        bench.time.advance(Duration.ofSeconds(2));
        return CallBench.response(status, OK);
    }

    private void queueOf(Duration length, int... statuses) {
        for (int status : statuses) {
            bench.transport.answerWith(request -> queued(request, length, status));
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_thatWaitsForItsTurn_losesNoneOfTheClientsTimeout(Mode mode) {
        queueOf(HOUR, 503, 200);

        assertThat(bench.make(mode, READ)).isEqualTo("x");

        assertThat(waits).containsExactly(CallClock.LONGEST, CallClock.LONGEST);
        assertThat(granted).containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenItsTurnCame_hasWhatItsAttemptsHaveLeft(Mode mode) {
        bench.callTimeout = Duration.ofSeconds(10);
        queueOf(HOUR, 503, 503, 200);

        bench.make(mode, READ);

        assertThat(granted).containsExactly(Duration.ofSeconds(10), Duration.ofMillis(7900), Duration.ofMillis(5700));
        assertThat(bench.heard.finished)
                .singleElement()
                .extracting(CallFinished::duration)
                .isEqualTo(HOUR.multipliedBy(3).plusMillis(6300));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_thatIsNotQueued_getsItsTurnAtOnce(Mode mode) {
        bench.transport.answerWith(request -> {
            granted.add(turnOf(request).comes());
            return CallBench.response(200, OK);
        });

        bench.make(mode, READ);

        assertThat(granted).containsExactly(Duration.ofSeconds(30));
        assertThat(bench.signatures).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void flow_whoseCallsWaitForTheirTurn_losesNoneOfItsTime(Mode mode) {
        bench.callTimeout = Duration.ofSeconds(10);
        queueOf(HOUR, 200, 200);
        TracedFlow flow = flow(mode, CallOptions.defaults());

        flow.call(READ, "img-1");
        flow.call(READ, "img-1");

        assertThat(granted).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(8));
        assertThat(flow.timeLeft()).isEqualTo(Duration.ofSeconds(6));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void flow_withADeadlineOfTheCallers_losesTheWaitsToo(Mode mode) {
        queueOf(Duration.ofSeconds(3), 200, 200);
        TracedFlow flow = flow(mode, within(Duration.ofSeconds(15)));

        flow.call(READ, "img-1");
        flow.call(READ, "img-1");

        assertThat(waits).containsExactly(Duration.ofSeconds(15), Duration.ofSeconds(10));
        assertThat(granted).containsExactly(Duration.ofSeconds(12), Duration.ofSeconds(7));
        assertThat(flow.timeLeft()).isEqualTo(Duration.ofSeconds(5));
    }

    private TracedFlow flow(Mode mode, CallOptions options) {
        return mode == Mode.SYNC
                ? new BlockingFlow(bench.executor(), options, "copyImage")
                : new AsyncFlow(bench.executor(), options, "copyImage");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_thatWaited_isSignedAgainWithTheTimeOfItsTurn(Mode mode) {
        queueOf(HOUR, 200);

        bench.make(mode, READ);

        assertThat(bench.sentHeaders("X-Date")).containsExactly("2026-01-01T00:00:00Z");
        assertThat(sent).singleElement().satisfies(request -> {
            assertThat(request.headers().first("X-Date")).contains("2026-01-01T01:00:00Z");
            assertThat(request.headers().first("X-Nonce")).contains("nonce-2");
            assertThat(SendOrder.of(request).turnOrNull()).isNotNull();
        });
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whoseCredentialsChangedInTheQueue_isSentWithTheNewOnes(Mode mode) {
        CallBench.Rotating rotating = new CallBench.Rotating();
        bench.credentials = rotating;
        bench.transport.answerWith(request -> {
            rotating.invalidate(new Token("test-token-1"));
            return queued(request, HOUR, 401);
        });
        queueOf(HOUR, 200);

        bench.make(mode, READ);

        assertThat(sent)
                .extracting(request -> request.headers().first("X-Auth-Token").orElse(""))
                .containsExactly("test-token-2", "test-token-3");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_thatHardlyWaited_isSentAsItWasSigned(Mode mode) {
        queueOf(Duration.ofMillis(999), 200);
        queueOf(Duration.ofSeconds(1), 200);

        bench.make(mode, READ);
        assertThat(bench.signatures).hasValue(1);
        bench.make(mode, READ);

        assertThat(bench.signatures).hasValue(3);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void anonymousCall_thatWaited_isSentAsItIs(Mode mode) {
        ApiCall<String, String> anonymous =
                CallBench.row(Repeatability.SAFE).anonymous().returning(response -> "x");
        queueOf(HOUR, 200);

        bench.make(mode, anonymous);

        assertThat(bench.signatures).hasValue(0);
    }

    @Test
    void cancel_whileACallWaitsForAPermit_endsTheWait() {
        bench.rateLimiter = Optional.of(RateLimiter.of(1, HOUR, 1));
        bench.transport.otherwise(request -> CallBench.response(200, OK));
        bench.start(READ, CallOptions.defaults()).join();
        CompletableFuture<String> waiting = bench.start(READ, CallOptions.defaults());

        waiting.cancel(true);

        assertThat(bench.time.pendingTasks()).isZero();
        assertThat(bench.transport.requests()).hasSize(1);
    }

    @Test
    void interrupt_whileACallWaitsForAPermit_endsTheWait() {
        bench.rateLimiter = Optional.of(RateLimiter.of(1, HOUR, 1));
        bench.transport.otherwise(request -> CallBench.response(200, OK));
        bench.make(Mode.SYNC, READ);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> bench.make(Mode.SYNC, READ)).isInstanceOf(SdkInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(bench.transport.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void rateLimiter_whenThePermitComesAfterTheClientsTimeout_isWaitedForAndCountsNothing(Mode mode) {
        bench.rateLimiter = Optional.of(RateLimiter.of(1, HOUR, 1));
        bench.transport.otherwise(request -> CallBench.response(200, OK));

        for (int i = 0; i < 5; i++) {
            bench.make(mode, READ);
        }

        assertThat(bench.time.nanoTime()).isEqualTo(HOUR.multipliedBy(4).toNanos());
        assertThat(bench.transport.sent()).extracting(one -> one.timeout()).containsOnly(Duration.ofSeconds(30));
    }

    /** A permit is taken a day ahead at most, so that the others do not all go out after that day. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void rateLimiter_whenThePermitComesAfterDays_isAskedAgainEachDay(Mode mode) {
        bench.rateLimiter = Optional.of(RateLimiter.of(1, Duration.ofDays(3), 1));
        bench.transport.otherwise(request -> CallBench.response(200, OK));

        bench.make(mode, READ);
        bench.make(mode, READ);
        bench.make(mode, READ);

        assertThat(Duration.ofNanos(bench.time.nanoTime()).toSeconds())
                .isEqualTo(Duration.ofDays(6).toSeconds());
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void copy_whenHardlyAnyTimeIsLeftAfterAThrottle_isNotSentAgain(Mode mode) {
        bench.callTimeout = Duration.ofSeconds(100);
        bench.transport.answerAfter(Duration.ofSeconds(85), CallBench.response(429, "", "Retry-After", "5"));

        assertThatThrownBy(() -> bench.make(mode, COPY, attempts(Duration.ofSeconds(90))))
                .isInstanceOf(ThrottledException.class)
                .hasMessageContaining("the service asks to wait 5000 ms, but only 5000 ms are left in which an attempt"
                        + " may begin");
        assertThat(bench.transport.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void copy_whenEnoughTimeIsLeftAfterAThrottle_isSentAgain(Mode mode) {
        bench.callTimeout = Duration.ofSeconds(100);
        bench.transport
                .answerAfter(Duration.ofSeconds(84), CallBench.response(429, "", "Retry-After", "5"))
                .answer(200, OK);

        assertThat(bench.make(mode, COPY, attempts(Duration.ofSeconds(90)))).isEqualTo("x");
    }

    private static CallOptions attempts(Duration timeout) {
        return CallOptions.builder().attemptTimeout(timeout).build();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void copy_whenAnEarlierCallUsedUpMostOfTheTime_isNotSent(Mode mode) {
        TracedFlow flow = flow(mode, within(Duration.ofSeconds(100)));
        bench.transport.answerAfter(Duration.ofSeconds(91), CallBench.response(200, OK));
        CompletableFuture<String> look = flow.call(
                CallBench.row(Repeatability.SAFE)
                        .timeout(request -> Duration.ofSeconds(95))
                        .returning(response -> "x"),
                "img-1");
        bench.time.runUntilDone(look);

        CompletableFuture<String> copy = flow.call(COPY, "img-1");

        assertThat(catchThrowable(copy::join))
                .hasCauseInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining(
                        "only 9000 ms are left until the deadline, too few to wait for the answer to a call"
                                + " that must not be repeated");
        assertThat(bench.transport.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void copy_whoseCredentialsComeInTheLastTenth_isNotSent(Mode mode) {
        bench.credentials = () -> {
            bench.time.advance(Duration.ofSeconds(109));
            return new Token("test-token-1");
        };

        assertThatThrownBy(() -> bench.make(mode, COPY))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("only 11000 ms are left until the deadline");
        assertThat(bench.transport.requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void copy_withADeadlineOfTheCallers_leavesTheQueueBeforeItsLastTenth(Mode mode) {
        queueOf(Duration.ofSeconds(2), 200);

        bench.make(mode, COPY, within(Duration.ofSeconds(100)));

        assertThat(waits).containsExactly(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void copy_withShortAttempts_needsNoMoreThanOneForItsAnswer(Mode mode) {
        queueOf(Duration.ofSeconds(2), 200);

        bench.make(
                mode,
                COPY,
                CallOptions.builder()
                        .callTimeout(Duration.ofSeconds(100))
                        .attemptTimeout(Duration.ofSeconds(4))
                        .build());

        assertThat(waits).containsExactly(Duration.ofSeconds(96));
    }

    /** Services forget keys after a day, so a retry must not wait longer for its turn. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void keyedCall_whenAnAttemptMayHaveArrived_waitsADayForItsTurnAtMost(Mode mode) {
        bench.transport.answerWith(request -> {
            queued(request, HOUR, 200);
            throw CallBench.lost();
        });
        queueOf(HOUR, 200);

        bench.make(mode, KEYED);

        assertThat(waits)
                .containsExactly(
                        CallClock.LONGEST, Duration.ofHours(24).minusSeconds(2).minus(CallBench.STEP));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void keyedCall_whenItsRetryGetsNoPermitWithinADay_isNotSentAgain(Mode mode) {
        bench.rateLimiter = Optional.of(RateLimiter.of(1, Duration.ofHours(25), 1));
        bench.lose(1);

        assertThatThrownBy(() -> bench.make(mode, KEYED))
                .isInstanceOf(AmbiguousOutcomeException.class)
                .hasMessageContaining("the client's rate limit holds the call back");
        assertThat(bench.transport.requests()).hasSize(1);
    }
}
