package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.event.AttemptFinished;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.internal.call.CallBench.Mode;
import dev.imagecopy.core.retry.RateLimiter;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.SendOrder;
import dev.imagecopy.core.spi.SendWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The time that a call and its attempts take, with and without a queue before the service. */
class CallTimesTest {
    private static final String OK = "{\"id\":\"x\"}";
    private static final ApiCall<String, String> READ = CallBench.call(Repeatability.SAFE);

    private final CallBench bench = new CallBench();
    private final List<Duration> waits = new ArrayList<>();
    private final List<Duration> granted = new ArrayList<>();
    private final List<String> watched = new ArrayList<>();

    @BeforeEach
    void theClientIsAnHourOld() {
        bench.time.advance(Duration.ofHours(1));
    }

    private static CallOptions within(Duration timeout) {
        return CallOptions.builder().callTimeout(timeout).build();
    }

    /** Answers like a transport with a queue. */
    private HttpResponse queued(HttpRequest request, Duration queue, Duration exchange, int status) {
        SendOrder.Turn turn = Objects.requireNonNull(SendOrder.of(request).turnOrNull());
        waits.add(turn.longestWait());
        bench.time.advance(queue);
        granted.add(turn.comes());
        bench.time.advance(exchange);
        return CallBench.response(status, OK);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void events_tellHowLongEachAttemptAndTheCallTook(Mode mode) {
        bench.transport
                .answerAfter(Duration.ofSeconds(2), CallBench.response(503, ""))
                .answerAfter(Duration.ofSeconds(3), CallBench.response(200, OK));

        bench.make(mode, READ);

        assertThat(bench.heard.attempts)
                .extracting(AttemptFinished::duration)
                .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(3));
        assertThat(bench.heard.finished).singleElement().satisfies(event -> assertThat(event.duration())
                .isEqualTo(Duration.ofMillis(5100)));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenItWaitsInTheQueue_hasTheTimeOfAWholeAttemptFromItsTurn(Mode mode) {
        bench.transport.answerWith(request -> queued(request, Duration.ofSeconds(25), Duration.ofSeconds(2), 200));

        bench.make(mode, READ, within(Duration.ofSeconds(70)));

        assertThat(waits).containsExactly(Duration.ofSeconds(70));
        assertThat(granted).containsExactly(Duration.ofSeconds(30));
        assertThat(bench.heard.attempts).extracting(AttemptFinished::duration).containsExactly(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenItWaitsInTheQueueForLong_hasNoMoreThanTheTimeUntilItsDeadline(Mode mode) {
        bench.transport.answerWith(request -> queued(request, Duration.ofSeconds(50), Duration.ofSeconds(2), 200));

        bench.make(mode, READ, within(Duration.ofSeconds(70)));

        assertThat(granted).containsExactly(Duration.ofSeconds(20));
    }

    @Test
    void backgroundCall_thatStaysOpen_losesNoTimeInTheQueueAndTellsWhenItGoesOut() {
        ApiCall<String, String> open =
                CallBench.row(Repeatability.SAFE).staysOpen().returning(response -> "x");
        bench.transport
                .answerWith(request -> queued(request, Duration.ofHours(2), Duration.ofSeconds(35), 503))
                .answerWith(request -> queued(request, Duration.ofHours(2), Duration.ofSeconds(1), 200));

        CompletableFuture<String> call = background(open);
        bench.time.advanceToNextTask();

        assertThat(call).isCompletedWithValue("x");
        assertThat(waits).containsExactly(CallClock.LONGEST, CallClock.LONGEST);
        assertThat(granted).containsExactly(Duration.ofSeconds(30), Duration.ofMillis(4900));
        assertThat(watched).containsExactly("goes out", "waits", "goes out", "waits", "goes out", "waits", "goes out");
    }

    @Test
    void backgroundCall_ofACallerWhoChoseADeadline_waitsForItsTurnNoLonger() {
        ApiCall<String, String> open =
                CallBench.row(Repeatability.ONCE).staysOpen().returning(response -> "x");
        bench.transport.answerWith(request -> queued(request, Duration.ofSeconds(1), Duration.ofHours(1), 200));
        AsyncFlow flow = new AsyncFlow(bench.executor(), within(Duration.ofSeconds(3)), "copyImage");

        assertThat(flow.background(open, "img-1", 4, () -> {})).isCompletedWithValue("x");

        assertThat(waits).containsExactly(Duration.ofSeconds(3));
        assertThat(granted).containsExactly(Duration.ofSeconds(30));
    }

    @Test
    void backgroundCall_ofACallerWhoChoseADeadline_waitsForAPermitNoLonger() {
        ApiCall<String, String> open =
                CallBench.row(Repeatability.ONCE).staysOpen().returning(response -> "x");
        bench.rateLimiter = Optional.of(RateLimiter.of(1, Duration.ofSeconds(10), 1));
        bench.transport.otherwise(request -> CallBench.response(200, OK));
        AsyncFlow flow = new AsyncFlow(bench.executor(), within(Duration.ofSeconds(3)), "copyImage");

        assertThat(flow.background(open, "img-1", 4, () -> {})).isCompleted();
        CompletableFuture<String> second = flow.background(open, "img-1", 4, () -> {});

        assertThatThrownBy(second::join)
                .cause()
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("holds the call back for 10000 ms, but only 3000 ms are left");
    }

    @Test
    void backgroundCall_ofACallerWhoChoseADeadline_beginsNoAttemptAfterIt() {
        ApiCall<String, String> open =
                CallBench.row(Repeatability.ONCE).staysOpen().returning(response -> "x");
        bench.transport.otherwise(request -> {
            SendOrder.Turn turn = Objects.requireNonNull(SendOrder.of(request).turnOrNull());
            bench.time.advance(turn.longestWait());
            throw new DeadlineExceededException("no place became free", ErrorContext.none(true), null);
        });
        AsyncFlow flow = new AsyncFlow(bench.executor(), within(Duration.ofSeconds(3)), "copyImage");

        CompletableFuture<String> call = flow.background(open, "img-1", 4, () -> {});
        bench.time.runUntilDone(call);

        assertThatThrownBy(call::join)
                .cause()
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("no place became free");
        assertThat(bench.transport.requests()).hasSize(1);
    }

    @Test
    void backgroundCall_whenTheDeadlineOfTheCallerHasPassed_isNotMade() {
        AsyncFlow flow = new AsyncFlow(bench.executor(), within(Duration.ofSeconds(3)), "copyImage");
        bench.time.advance(Duration.ofSeconds(3));

        CompletableFuture<String> call = flow.background(READ, "img-1", 4, () -> {});

        assertThatThrownBy(call::join)
                .cause()
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("the deadline of 3000 ms passed");
        assertThat(bench.transport.requests()).isEmpty();
    }

    @Test
    void backgroundCall_thatIsAnsweredSoon_hasItsDeadlineInTheQueueToo() {
        bench.transport.answerWith(request -> queued(request, Duration.ZERO, Duration.ZERO, 200));

        CompletableFuture<String> call = background(READ);

        assertThat(call).isCompletedWithValue("x");
        assertThat(waits).containsExactly(Duration.ofSeconds(40));
    }

    @Test
    void backgroundCall_whoseCredentialsHaveNotCome_hasNotGoneOut() {
        CompletableFuture<CallBench.Token> token = new CompletableFuture<>();
        bench.credentials = new CredentialsProvider<>() {
            @Override
            public CallBench.Token resolve() {
                return token.join();
            }

            @Override
            public CompletableFuture<CallBench.Token> resolveAsync() {
                return token;
            }
        };
        bench.transport.answer(200, OK);
        CompletableFuture<String> call =
                background(CallBench.row(Repeatability.ONCE).staysOpen().returning(response -> "x"));
        assertThat(watched).isEmpty();

        token.complete(new CallBench.Token("test-token-1"));

        assertThat(call).isCompletedWithValue("x");
        assertThat(watched).containsExactly("goes out");
    }

    @Test
    void backgroundCall_thatMayHaveBeenExecuted_neverSeemsToWaitUnsent() {
        bench.lose(1);
        bench.transport.answer(200, OK);

        CompletableFuture<String> call =
                background(CallBench.row(Repeatability.KEYED).staysOpen().returning(response -> "x"));
        bench.time.runUntilDone(call);

        assertThat(watched).containsExactly("goes out", "waits, maybe executed", "goes out");
    }

    private CompletableFuture<String> background(ApiCall<String, String> call) {
        SendWatch watch = new SendWatch() {
            @Override
            public void goesOut() {
                watched.add("goes out");
            }

            @Override
            public void waits(boolean maybeExecuted) {
                watched.add(maybeExecuted ? "waits, maybe executed" : "waits");
            }
        };
        return bench.executor()
                .executeAsync(call, "img-1", within(Duration.ofSeconds(40)), CallOwner.APPLICATION, watch);
    }

    /** A service may have forgotten the key by then, and would run the call a second time. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void replay_thatIsRefusedNearTheEndOfItsKeysLife_isNotRepeatedAfterThat(Mode mode) {
        bench.transport.otherwise(request -> CallBench.response(429, "", "Retry-After", "60"));

        assertThatThrownBy(() -> bench.make(mode, replay(Duration.ofSeconds(50)), within(Duration.ofHours(1))))
                .isInstanceOf(ThrottledException.class);
        assertThat(bench.transport.sent()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void replay_whoseCredentialsComeAfterItsKeysLife_isNotSent(Mode mode) {
        bench.credentials = () -> {
            bench.time.advance(Duration.ofMinutes(1));
            return new CallBench.Token("test-token-1");
        };

        assertThatThrownBy(() -> bench.make(mode, replay(Duration.ofSeconds(50)), within(Duration.ofHours(1))))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("the deadline of 50000 ms passed");
        assertThat(bench.transport.sent()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void replay_thatIsQueued_waitsNoLongerThanItsKeysLife(Mode mode) {
        bench.transport.answerWith(request -> queued(request, Duration.ofSeconds(1), Duration.ofSeconds(1), 200));

        bench.make(mode, replay(Duration.ofSeconds(50)));

        assertThat(waits).containsExactly(Duration.ofSeconds(50));
    }

    /** The machine may have slept meanwhile, and its monotonic clock with it. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void replay_whoseTurnComesAfterItsKeysLife_isNotSent(Mode mode) {
        AtomicReference<Duration> keyLeft = new AtomicReference<>(Duration.ofSeconds(50));
        bench.transport.answerWith(request -> {
            SendOrder.Turn turn = Objects.requireNonNull(SendOrder.of(request).turnOrNull());
            waits.add(turn.longestWait());
            keyLeft.set(Duration.ofHours(-2));
            granted.add(turn.comes());
            return CallBench.response(200, OK);
        });
        ApiCall<String, String> replay = CallBench.call(Repeatability.KEYED).replayed("key-1", keyLeft::get);

        assertThatThrownBy(() -> bench.make(mode, replay))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("the deadline of 50000 ms passed");
        assertThat(waits).hasSize(1);
        assertThat(granted).isEmpty();
    }

    private static ApiCall<String, String> replay(Duration keyLeft) {
        return CallBench.call(Repeatability.KEYED).replayed("key-1", () -> keyLeft);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void repair_whenItsTurnComesAtTheDeadline_isNotSent(Mode mode) {
        bench.credentials = new CallBench.Rotating();
        bench.transport.otherwise(request -> {
            bench.time.advance(Duration.ofSeconds(9));
            return CallBench.response(401, "");
        });

        assertThatThrownBy(() -> bench.make(mode, READ, within(Duration.ofSeconds(9))))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("the deadline of 9000 ms passed")
                .hasCauseInstanceOf(AuthenticationException.class);
        assertThat(bench.transport.sent()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void rateLimiter_whenItsPermitComesAtTheDeadline_endsTheCallAtOnce(Mode mode) {
        bench.rateLimiter = Optional.of(RateLimiter.of(1, Duration.ofSeconds(10), 1));
        bench.transport.otherwise(request -> CallBench.response(200, OK));
        bench.make(mode, READ);

        assertThatThrownBy(() -> bench.make(mode, READ, within(Duration.ofSeconds(10))))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("holds the call back for 10000 ms, but only 10000 ms are left");
        assertThat(bench.transport.sent()).hasSize(1);
    }
}
