package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.internal.call.CallBench.Mode;
import dev.imagecopy.core.retry.RateLimiter;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.retry.RetryBudget;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Delays, hints, budget and deadlines. */
class RetryEngineTest {
    private static final ApiCall<String, String> READ = CallBench.call(Repeatability.SAFE);

    private final CallBench bench = new CallBench();

    private static CallOptions within(Duration timeout) {
        return CallOptions.builder().callTimeout(timeout).build();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenTheServiceKeepsFailing_backsOffExponentiallyWithFullJitter(Mode mode) {
        bench.retryPolicy = RetryPolicy.standard().withMaxAttempts(10);
        bench.transport.otherwise(request -> CallBench.response(500, ""));

        assertThatThrownBy(() -> bench.make(mode, READ)).isInstanceOf(ServerErrorException.class);

        // half of 200 ms doubled each time, at most half of 20 s
        assertThat(bench.pauses()).containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 10000L, 10000L);
        assertThat(bench.transport.sent()).hasSize(10);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenThrottled_backsOffFromASecond(Mode mode) {
        bench.transport.otherwise(request -> CallBench.response(429, ""));

        assertThatThrownBy(() -> bench.make(mode, READ)).isInstanceOf(ThrottledException.class);

        assertThat(bench.pauses()).containsExactly(500L, 1000L, 2000L);
    }

    @ParameterizedTest
    @CsvSource({
        "SYNC, Retry-After, 7, 7000",
        "ASYNC, Retry-After, 7, 7000",
        "SYNC, Retry-After, 'Thu, 01 Jan 2026 00:00:09 GMT', 9000",
        "ASYNC, Retry-After, 'Thu, 01 Jan 2026 00:00:09 GMT', 9000",
        "SYNC, retry-after-ms, 4321, 4321",
        "SYNC, x-ms-retry-after-ms, 4321, 4321",
        "ASYNC, X-Acs-Retry-After, 4321, 4321",
        "SYNC, Retry-After, 0, 500",
        "ASYNC, Retry-After, -1, 500",
        "SYNC, Retry-After, 99999999999, 500",
        "SYNC, Retry-After, 'Fri, 31 Dec 9999 23:59:59 GMT', 500",
        "ASYNC, retry-after-ms, 100, 500",
    })
    void call_whenTheServiceHints_waitsForTheLongerOfHintAndJitter(
            Mode mode, String header, String value, long expectedMillis) {
        bench.transport.answer(CallBench.response(429, "", header, value)).answer(200, "{\"id\":\"x\"}");

        bench.make(mode, READ);

        assertThat(bench.pauses()).containsExactly(expectedMillis);
    }

    @ParameterizedTest
    @CsvSource({"SYNC, 3000, 3000", "ASYNC, 3000, 3000", "SYNC, -5, 500", "SYNC, 999999999999, 500", "ASYNC, 1, 500"})
    void call_whenTheBodyHints_treatsItAsWarilyAsAHeader(Mode mode, long hint, long expectedMillis) {
        bench.transport.answer(429, "{\"hintMillis\":" + hint + "}").answer(200, "{\"id\":\"x\"}");

        bench.make(mode, READ);

        assertThat(bench.pauses()).containsExactly(expectedMillis);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenTheHintPassesTheDeadline_endsAtOnceAndSaysSo(Mode mode) {
        bench.transport.answer(CallBench.response(429, "", "Retry-After", "60"));

        ThrottledException error = catchThrowableOfType(
                ThrottledException.class, () -> bench.make(mode, READ, within(Duration.ofSeconds(5))));

        assertThat(error)
                .hasMessage("TestClient.copyImage failed: 429 without a body [POST service.test/…/v1/images/img-1/copy,"
                        + " attempt 1 of 4, retryable, the service asks to wait 60000 ms, but only 5000 ms are left]");
        assertThat(error.retryAfter()).contains(Duration.ofMinutes(1));
        assertThat(bench.time.nanoTime()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenTheHintIsExactlyTheTimeLeft_endsAtOnce(Mode mode) {
        bench.transport.answer(CallBench.response(429, "", "Retry-After", "5"));

        assertThatThrownBy(() -> bench.make(mode, READ, within(Duration.ofSeconds(5))))
                .isInstanceOf(ThrottledException.class)
                .hasMessageContaining("the service asks to wait 5000 ms, but only 5000 ms are left");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenTheJitterPassesTheDeadline_endsAtOnceAndSaysSo(Mode mode) {
        bench.transport.answer(500, "");

        assertThatThrownBy(() -> bench.make(mode, READ, within(Duration.ofMillis(100))))
                .isInstanceOf(ServerErrorException.class)
                .hasMessageEndingWith("retryable, the next attempt is due in 100 ms, but only 100 ms are left]");
    }

    @ParameterizedTest
    @CsvSource({"SYNC, 10, 0.0, 50000", "ASYNC, 10, 0.5, 52500", "SYNC, 59, 0.999, 5995", "ASYNC, 0, 0.0, 60000"})
    void call_whenThrottledForTheMinute_waitsForTheNextOnePlusJitter(
            Mode mode, int second, double random, long expectedMillis) {
        bench.random = random;
        bench.time.advance(Duration.ofSeconds(second));
        bench.transport.answer(429, "{\"windowSeconds\":60}").answer(200, "{\"id\":\"x\"}");

        bench.make(mode, READ);

        assertThat(bench.pauses()).containsExactly(expectedMillis);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenThrottledForTheMinuteWithALongerHint_takesTheHint(Mode mode) {
        bench.transport
                .answer(CallBench.response(429, "{\"windowSeconds\":60}", "x-acs-retry-after", "70000"))
                .answer(200, "{\"id\":\"x\"}");

        bench.make(mode, READ);

        assertThat(bench.pauses()).containsExactly(70_000L);
    }

    @Test
    void budget_whenTheServiceIsDown_runsOutAndCallsFailFastUntilSuccessRefillsIt() {
        bench.transport.otherwise(request -> CallBench.response(500, ""));
        for (int call = 0; call < 12; call++) { // 3 repeats of 14 each: 11 calls take 462, the 12th two more repeats
            assertThatThrownBy(() -> bench.make(Mode.SYNC, READ)).isNotNull();
        }
        assertThat(bench.budget.available()).isEqualTo(500 - 35 * 14);
        int sent = bench.transport.sent().size();

        assertThatThrownBy(() -> bench.make(Mode.SYNC, READ))
                .isInstanceOf(ServerErrorException.class)
                .hasMessageEndingWith("attempt 1 of 4, retryable, the client's retry budget is used up]");

        assertThat(bench.transport.sent()).hasSize(sent + 1);
        bench.transport.otherwise(request -> CallBench.response(200, "{\"id\":\"x\"}"));
        for (int call = 0; call < 4; call++) {
            bench.make(Mode.SYNC, READ);
        }
        assertThat(bench.budget.available()).isEqualTo(14); // enough for one repeat again
    }

    @Test
    void budget_whenThrottled_paysLessThanForFaults() {
        bench.transport.otherwise(request -> CallBench.response(429, ""));

        assertThatThrownBy(() -> bench.make(Mode.SYNC, READ)).isNotNull();

        assertThat(bench.budget.available()).isEqualTo(500 - 3 * 5);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_givesEachAttemptTheShorterOfItsTimeoutAndTheTimeLeft(Mode mode) {
        bench.transport.hang().hang().hang();

        Throwable error = catchThrowable(() -> bench.make(mode, READ, within(Duration.ofSeconds(70))));

        assertThat(bench.transport.sent())
                .extracting(FakeTransport.Sent::timeout)
                .containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMillis(9_700));
        assertThat(error)
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessage("TestClient.copyImage failed: the deadline of 70000 ms passed [POST"
                        + " service.test/…/v1/images/img-1/copy, attempt 3 of 4, retryable]")
                .hasCauseInstanceOf(TransportException.class);
        assertThat(error.getSuppressed()).hasSize(2);
        assertThat(bench.time.nanoTime()).isEqualTo(Duration.ofSeconds(70).toNanos());
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_takesItsTimeoutsFromOptionsThenFromTheRequestThenFromTheClient(Mode mode) {
        ApiCall<String, String> slow = CallBench.row(Repeatability.SAFE)
                .timeout(r -> Duration.ofMinutes(10))
                .returning(r -> "ok");
        bench.transport.otherwise(request -> CallBench.response(200, ""));
        CallOptions options = CallOptions.builder()
                .callTimeout(Duration.ofMinutes(3))
                .attemptTimeout(Duration.ofSeconds(1))
                .build();

        bench.make(mode, slow, options);
        bench.make(mode, slow);
        bench.make(mode, CallBench.row(Repeatability.SAFE).returning(r -> "ok"));

        assertThat(bench.transport.sent())
                .extracting(FakeTransport.Sent::timeout)
                .containsExactly(Duration.ofSeconds(1), Duration.ofMinutes(10), Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource({"SYNC, KEYED", "ASYNC, KEYED", "SYNC, ONCE", "ASYNC, ONCE", "SYNC, CONVERGENT", "ASYNC, CONVERGENT"})
    void call_whenTheDeadlinePassesOnACallThatMayHaveArrived_isAmbiguousAndNotLate(
            Mode mode, Repeatability repeatability) {
        bench.transport.hang();

        assertThatThrownBy(() -> bench.make(mode, CallBench.call(repeatability), within(Duration.ofSeconds(5))))
                .isInstanceOf(AmbiguousOutcomeException.class)
                .hasCauseInstanceOf(TransportException.class);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenRefusedAtTheVeryEnd_tellsTheRefusal(Mode mode) {
        bench.transport.otherwise(request -> {
            bench.time.advance(Duration.ofSeconds(9));
            return CallBench.response(403, "");
        });

        assertThatThrownBy(() -> bench.make(mode, READ, within(Duration.ofSeconds(9))))
                .isInstanceOf(PermissionDeniedException.class);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenNearlyEndless_doesNotOverflow(Mode mode) {
        CallOptions endless = CallOptions.builder()
                .callTimeout(Duration.ofSeconds(Long.MAX_VALUE))
                .attemptTimeout(Duration.ofSeconds(Long.MAX_VALUE))
                .build();
        bench.transport.answer(500, "").answer(200, "{\"id\":\"x\"}");

        assertThat(bench.make(mode, READ, endless)).isEqualTo("x");
        assertThat(bench.transport.sent().get(0).timeout()).isEqualTo(Duration.ofDays(36_500));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void keyedCall_isNeverRepeatedLaterThanADayAfterItsFirstAttempt(Mode mode) {
        bench.retryPolicy = RetryPolicy.standard().withMaxAttempts(100);
        bench.transport.otherwise(request -> CallBench.response(503, "", "Retry-After", "80000"));

        assertThatThrownBy(() -> bench.make(mode, CallBench.call(Repeatability.KEYED), within(Duration.ofDays(30))))
                .isInstanceOf(AmbiguousOutcomeException.class)
                .hasMessageContaining("the service asks to wait 80000000 ms, but only 6400000 ms are left");
        assertThat(bench.transport.sent()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void policyNone_sendsOnce(Mode mode) {
        bench.transport.otherwise(request -> CallBench.response(503, ""));
        CallOptions once = CallOptions.builder().retryPolicy(RetryPolicy.none()).build();

        assertThatThrownBy(() -> bench.make(mode, READ, once))
                .hasMessageEndingWith("attempt 1 of 1, retryable, all attempts are used up]");
        assertThat(bench.transport.sent()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void rateLimiter_spacesCallsBeyondTheBurst(Mode mode) {
        bench.rateLimiter = Optional.of(RateLimiter.of(2, Duration.ofSeconds(1), 2));
        bench.transport.otherwise(request -> CallBench.response(200, "{\"id\":\"x\"}"));

        for (int i = 0; i < 4; i++) {
            bench.make(mode, READ);
        }

        assertThat(bench.time.nanoTime()).isEqualTo(Duration.ofSeconds(1).toNanos());
    }

    /** Two clients share the object; only those of one account, at one address, share the limit. */
    @ParameterizedTest
    @CsvSource({
        "SYNC, test-token-1, '', '', false",
        "ASYNC, test-token-1, '', '', false",
        "SYNC, test-token-2, '', '', true",
        "ASYNC, test-token-2, '', '', true",
        "SYNC, test-token-2, account, account, false",
        "ASYNC, test-token-1, account, another, true"
    })
    void rateLimiter_whenSharedBetweenClients_countsForEachAccount(
            Mode mode, String otherToken, String account, String otherAccount, boolean apart) {
        Optional<RateLimiter> shared = Optional.of(RateLimiter.of(1, Duration.ofSeconds(10), 1));
        CallBench other = new CallBench();
        other.credentials = CredentialsProvider.of(new CallBench.Token(otherToken));
        bench.account = account;
        other.account = otherAccount;
        for (CallBench client : List.of(bench, other)) {
            client.rateLimiter = shared;
            client.transport.answer(200, "{\"id\":\"x\"}");
            client.make(mode, READ);
        }

        assertThat(other.time.nanoTime())
                .isEqualTo(apart ? 0 : Duration.ofSeconds(10).toNanos());
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void rateLimiter_whileItHoldsACallBack_signsNothingYet(Mode mode) {
        bench.rateLimiter = Optional.of(RateLimiter.of(1, Duration.ofMinutes(1), 1));
        bench.transport.otherwise(request -> CallBench.response(200, "{\"id\":\"x\"}"));
        bench.make(mode, READ);

        bench.make(mode, READ);

        assertThat(bench.sentHeaders("X-Date")).containsExactly("2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z");
        assertThat(bench.heard.attempts).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void rateLimiter_whenOneCallIsThrottled_holdsTheOthersBack(Mode mode) {
        bench.rateLimiter = Optional.of(RateLimiter.of(1000, Duration.ofSeconds(1), 1000));
        bench.retryPolicy = RetryPolicy.standard().withMaxAttempts(2);
        bench.transport.answer(CallBench.response(429, "", "Retry-After", "10")).answer(200, "{\"id\":\"x\"}");

        bench.make(mode, READ);

        assertThat(bench.time.nanoTime()).isEqualTo(Duration.ofMillis(10_001).toNanos());
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void rateLimiter_whenTheWaitPassesTheDeadline_endsAtOnceAndTakesNoPermit(Mode mode) {
        bench.rateLimiter = Optional.of(RateLimiter.of(1, Duration.ofSeconds(10), 1));
        bench.transport.otherwise(request -> CallBench.response(200, "{\"id\":\"x\"}"));
        bench.make(mode, READ);

        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> bench.make(mode, READ, within(Duration.ofSeconds(5))))
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasMessageContaining(
                            "the client's rate limit holds the call back for 10000 ms, but only 5000 ms are left");
        }

        assertThat(bench.transport.sent()).hasSize(1);
        bench.time.advance(Duration.ofSeconds(10));
        assertThat(bench.make(mode, READ, within(Duration.ofSeconds(5)))).isEqualTo("x");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void events_tellTheWholeStory(Mode mode) {
        bench.transport
                .answer(CallBench.response(503, "", "X-Request-Id", "r-1"))
                .answer(CallBench.response(200, "{\"id\":\"x\"}", "X-Request-Id", "r-2"));

        bench.make(mode, READ);

        assertThat(bench.heard.attempts)
                .extracting(a -> a.attempt() + " " + a.status() + " " + a.requestId())
                .containsExactly("1 OptionalInt[503] Optional[r-1]", "2 OptionalInt[200] Optional[r-2]");
        assertThat(bench.heard.attempts.get(0).host()).isEqualTo("service.test");
        assertThat(bench.heard.attempts.get(0).path()).isEqualTo("/…/v1/images/img-1/copy");
        assertThat(bench.heard.retries).singleElement().satisfies(retry -> assertThat(retry.error())
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.requestId()).contains("r-1")));
        assertThat(bench.heard.finished.get(0).duration()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void events_ofCallsAtTheSameTime_areToldApartByTheirCallIds() {
        List<Long> intercepted = new ArrayList<>();
        bench.interceptors = List.of((attempt, headers) -> intercepted.add(attempt.callId()));
        bench.credentials = new CallBench.Rotating();
        bench.transport.answer(503, "").answer(401, "").otherwise(request -> CallBench.response(200, "{\"id\":\"x\"}"));

        List<String> lines = CapturedLog.of(() -> {
            var first = bench.start(READ, CallOptions.defaults());
            var second = bench.start(READ, CallOptions.defaults());
            while (bench.time.advanceToNextTask()) {
                // both go on in turns
            }
            assertThat(first).isCompleted();
            assertThat(second).isCompleted();
        });

        long one = bench.heard.started.get(0).callId();
        long two = bench.heard.started.get(1).callId();
        assertThat(two).isNotEqualTo(one);
        assertThat(bench.heard.attempts)
                .extracting(event -> event.callId() + " " + event.attempt() + " "
                        + event.status().getAsInt())
                .containsExactlyInAnyOrder(one + " 1 503", one + " 2 200", two + " 1 401", two + " 2 200");
        assertThat(bench.heard.retries).extracting(event -> event.callId()).containsExactly(one, two);
        assertThat(bench.heard.refreshes).extracting(event -> event.callId()).containsExactly(two);
        assertThat(bench.heard.finished).extracting(event -> event.callId()).containsExactlyInAnyOrder(one, two);
        assertThat(intercepted).containsExactlyInAnyOrder(one, one, two, two);
        for (long id : new long[] {one, two}) {
            assertThat(lines)
                    .filteredOn(line -> line.contains("TestClient.copyImage call-" + Long.toHexString(id) + " attempt"))
                    .hasSize(3); // two exchanges and the decision between them
        }
        assertThat(lines).anyMatch(line -> line.contains("call-" + Long.toHexString(two) + ": credentials"));
    }

    @Test
    void listener_whenItThrows_disturbsNothing() {
        bench.listener = new dev.imagecopy.core.event.SdkListener() {
            @Override
            public void callStarted(dev.imagecopy.core.event.CallStarted event) {
                throw new IllegalStateException("listener");
            }

            @Override
            public void callFinished(dev.imagecopy.core.event.CallFinished event) {
                throw new NoClassDefFoundError("a library that the listener lacks");
            }
        };
        bench.transport.otherwise(request -> CallBench.response(200, "{\"id\":\"x\"}"));

        assertThat(List.of(bench.make(Mode.SYNC, READ), bench.make(Mode.ASYNC, READ)))
                .containsExactly("x", "x");
        assertThat(bench.budget.available()).isEqualTo(RetryBudget.CAPACITY);
    }
}
