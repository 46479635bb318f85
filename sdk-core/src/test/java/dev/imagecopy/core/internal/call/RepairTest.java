package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.InvalidRequestException;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.internal.call.CallBench.Mode;
import dev.imagecopy.core.internal.call.CallBench.Rotating;
import dev.imagecopy.core.internal.call.CallBench.Token;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.spi.ApiCall;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the engine mends before it repeats: stale credentials, a wrong clock, a used nonce. */
class RepairTest {
    private static final String OK = "{\"id\":\"x\"}";
    private static final String SKEW = "{\"recovery\":\"CORRECT_CLOCK\",\"code\":\"SignatureExpired\"}";
    private static final String NONCE = "{\"recovery\":\"SIGN_AGAIN\"}";
    private static final ApiCall<String, String> COPY = CallBench.call(Repeatability.ONCE);

    private final CallBench bench = new CallBench();
    private final Rotating rotating = new Rotating();

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenCredentialsAreStaleOnce_refreshesOnceAndRepeatsAtOnce(Mode mode) {
        bench.credentials = rotating;
        bench.transport.answer(401, "").answer(200, OK);

        assertThat(bench.make(mode, COPY)).isEqualTo("x");

        assertThat(bench.sentHeaders("X-Auth-Token")).containsExactly("test-token-1", "test-token-2");
        assertThat(rotating.refused).containsExactly(new Token("test-token-1"));
        assertThat(bench.heard.refreshes).hasSize(1);
        assertThat(bench.time.nanoTime()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenCredentialsAreRefusedForEver_arrivesTwiceAndFails(Mode mode) {
        bench.credentials = rotating;
        bench.transport.otherwise(request -> CallBench.response(401, ""));

        assertThatThrownBy(() -> bench.make(mode, COPY))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageEndingWith("attempt 2 of 5, 1 repair included, not retryable]")
                .satisfies(error -> assertThat(error.getSuppressed()).hasSize(1));

        assertThat(bench.transport.sent()).hasSize(2);
        assertThat(rotating.refused).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenTheRefreshBringsTheSameCredentials_doesNotShowThemAgain(Mode mode) {
        bench.transport.otherwise(request -> CallBench.response(401, ""));

        assertThatThrownBy(() -> bench.make(mode, COPY))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("attempt 1 of")
                .hasNoSuppressedExceptions();

        assertThat(bench.transport.sent()).hasSize(1);
        assertThat(bench.heard.attempts).hasSize(1);
        assertThat(bench.heard.finished).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenThePolicyAllowsOneAttempt_stillRepairs(Mode mode) {
        bench.credentials = rotating;
        bench.retryPolicy = RetryPolicy.none();
        bench.transport.answer(401, "").answer(200, OK);

        assertThat(bench.make(mode, COPY)).isEqualTo("x");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenFaultsSurroundARepair_keepsAllItsRepeats(Mode mode) {
        bench.credentials = rotating;
        bench.transport
                .answer(503, "")
                .answer(401, "")
                .answer(503, "")
                .answer(503, "")
                .answer(200, OK);

        assertThat(bench.make(mode, CallBench.call(Repeatability.SAFE))).isEqualTo("x");
        assertThat(bench.transport.sent()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({"SYNC, 401", "ASYNC, 401", "SYNC, 403", "ASYNC, 403"})
    void anonymousCall_whenRefused_isNeverRepeated(Mode mode, int status) {
        bench.credentials = () -> {
            throw new AssertionError("an anonymous call needs no credentials");
        };
        bench.transport.otherwise(request -> CallBench.response(status, ""));

        assertThatThrownBy(() -> bench.make(
                        mode, CallBench.row(Repeatability.SAFE).anonymous().returning(r -> "")))
                .isInstanceOfAny(AuthenticationException.class, PermissionDeniedException.class);

        assertThat(bench.transport.sent()).hasSize(1);
        assertThat(bench.sentHeaders("X-Auth-Token")).containsExactly("-");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenTheClockIsWrong_learnsTheOffsetAndKeepsIt(Mode mode) {
        bench.transport
                .answer(CallBench.response(403, SKEW, "Date", "Thu, 01 Jan 2026 02:00:00 GMT"))
                .answer(CallBench.response(200, OK, "Date", "Thu, 01 Jan 2026 02:00:00 GMT"))
                .answer(200, OK);

        bench.make(mode, COPY);
        bench.make(mode, COPY);

        assertThat(bench.sentHeaders("X-Date"))
                .containsExactly("2026-01-01T00:00:00Z", "2026-01-01T02:00:00Z", "2026-01-01T02:00:00Z");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenTheClocksAgreeAgain_dropsTheOffset(Mode mode) {
        bench.clockOffset()
                .learn(
                        Optional.empty(),
                        CallBench.response(403, "", "Date", "Wed, 31 Dec 2025 22:00:00 GMT")
                                .headers(),
                        bench.time.now(),
                        Duration.ZERO);
        bench.transport
                .answer(CallBench.response(200, OK, "Date", "Thu, 01 Jan 2026 00:00:30 GMT"))
                .answer(200, OK);

        bench.make(mode, COPY);
        bench.make(mode, COPY);

        assertThat(bench.sentHeaders("X-Date")).containsExactly("2025-12-31T22:00:00Z", "2026-01-01T00:00:00Z");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenTheOffsetItselfIsRefused_correctsBackAndRepeats(Mode mode) {
        bench.clockOffset()
                .learn(
                        Optional.empty(),
                        CallBench.response(403, "", "Date", "Thu, 01 Jan 2026 02:00:00 GMT")
                                .headers(),
                        bench.time.now(),
                        Duration.ZERO);
        bench.transport
                .answer(CallBench.response(403, SKEW, "Date", "Thu, 01 Jan 2026 00:00:00 GMT"))
                .answer(200, OK);

        bench.make(mode, COPY);

        assertThat(bench.sentHeaders("X-Date")).containsExactly("2026-01-01T02:00:00Z", "2026-01-01T00:00:00Z");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenAnotherCallHasLearntTheOffsetMeanwhile_repeatsWithIt(Mode mode) {
        bench.transport
                .answerWith(request -> {
                    var refusal = CallBench.response(403, SKEW, "Date", "Thu, 01 Jan 2026 02:00:00 GMT");
                    bench.clockOffset()
                            .learn(
                                    Optional.empty(),
                                    refusal.headers(),
                                    bench.time.now(),
                                    Duration.ZERO); // the other call
                    return refusal;
                })
                .answer(200, OK);

        assertThat(bench.make(mode, COPY)).isEqualTo("x");
        assertThat(bench.sentHeaders("X-Date")).containsExactly("2026-01-01T00:00:00Z", "2026-01-01T02:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "SYNC, 'Thu, 01 Jan 2026 00:01:00 GMT'", // the clocks agree: something else is wrong
        "ASYNC, 'Thu, 01 Jan 2026 00:01:00 GMT'",
        "SYNC, 'Fri, 02 Jan 2026 00:00:01 GMT'", // absurd
        "ASYNC, yesterday",
    })
    void call_whenTheAnswersDateTeachesNothing_failsAtOnce(Mode mode, String date) {
        bench.transport.answer(CallBench.response(403, SKEW, "Date", date));

        assertThatThrownBy(() -> bench.make(mode, COPY))
                .isInstanceOf(PermissionDeniedException.class)
                .hasMessageEndingWith("attempt 1 of 4, not retryable]");
        assertThat(bench.clockOffset().current()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenTheServiceWandersInTime_correctsTheClockOnceOnly(Mode mode) {
        AtomicInteger hour = new AtomicInteger();
        bench.transport.otherwise(request ->
                CallBench.response(403, SKEW, "Date", "Thu, 01 Jan 2026 1" + hour.getAndIncrement() + ":00:00 GMT"));

        assertThatThrownBy(() -> bench.make(mode, COPY))
                .isInstanceOf(PermissionDeniedException.class)
                .hasMessageEndingWith("attempt 2 of 5, 1 repair included, not retryable, the repair did not help]");
        assertThat(bench.transport.sent()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenTheNonceWasSeenBefore_signsAgainOnce(Mode mode) {
        bench.transport.otherwise(request -> CallBench.response(400, NONCE));

        assertThatThrownBy(() -> bench.make(mode, CallBench.call(Repeatability.SAFE)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("the repair did not help");

        assertThat(bench.sentHeaders("X-Nonce")).containsExactly("nonce-1", "nonce-2");
    }

    /** Somebody may have sent the request twice, and the first one may have been executed. */
    @ParameterizedTest
    @CsvSource({"SYNC, KEYED, 2", "ASYNC, KEYED, 2", "SYNC, CONVERGENT, 2", "ASYNC, ONCE, 1", "SYNC, ONCE, 1"})
    void changingCall_whenTheNonceWasSeenBefore_isAmbiguous(Mode mode, Repeatability repeatability, int attempts) {
        bench.transport.otherwise(request -> CallBench.response(400, NONCE));

        assertThatThrownBy(() -> bench.make(mode, CallBench.call(repeatability)))
                .isInstanceOf(AmbiguousOutcomeException.class)
                .hasCauseInstanceOf(InvalidRequestException.class);

        assertThat(bench.transport.sent()).hasSize(attempts);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void keyedCall_keepsItsKeyAndSignsEachAttemptAfresh(Mode mode) {
        ApiCall<String, String> keyed =
                CallBench.row(Repeatability.KEYED).keyHeader("Idempotency-Key").returning(response -> "ok");
        bench.lose(1).transport.answer(500, "").answer(429, "").answer(200, "");

        bench.make(mode, keyed);

        List<String> keys = bench.sentHeaders("Idempotency-Key");
        assertThat(keys).hasSize(4);
        assertThat(new HashSet<>(keys)).hasSize(1);
        assertThat(keys.get(0)).matches("[0-9a-f-]{36}");
        assertThat(bench.sentHeaders("X-Nonce")).containsExactly("nonce-1", "nonce-2", "nonce-3", "nonce-4");
        assertThat(bench.sentHeaders("X-Date")).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void keyedCall_sendsTheCallersKeyAndANewOneForEachCallWithoutOne(Mode mode) {
        ApiCall<String, String> keyed =
                CallBench.row(Repeatability.KEYED).keyQuery("ClientToken").returning(response -> "ok");
        bench.transport.otherwise(request -> CallBench.response(200, ""));

        bench.make(mode, keyed, CallOptions.builder().idempotencyKey("mine").build());
        bench.make(mode, keyed);
        bench.make(mode, keyed);

        List<String> queries = bench.transport.requests().stream()
                .map(request -> request.uri().getRawQuery())
                .toList();
        assertThat(queries.get(0)).isEqualTo("secret-query=q&ClientToken=mine");
        assertThat(queries).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenCredentialsCannotBeHad_failsWithoutSending(Mode mode) {
        bench.credentials = () -> {
            throw new CredentialsException("no file", ErrorContext.none(false), null);
        };

        assertThatThrownBy(() -> bench.make(mode, COPY))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("TestClient.copyImage failed: no file [POST service.test/…/v1/images/img-1/copy, not"
                        + " retryable]");
        assertThat(bench.transport.sent()).isEmpty();
        assertThat(bench.heard.attempts).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenCredentialsFailForAMoment_triesAsOftenAsThePolicyAllows(Mode mode) {
        AtomicInteger asked = new AtomicInteger();
        bench.credentials = () -> {
            asked.incrementAndGet();
            throw new CredentialsException("try later", ErrorContext.none(true), null);
        };

        assertThatThrownBy(() -> bench.make(mode, COPY)).isInstanceOf(CredentialsException.class);

        assertThat(asked).hasValue(4);
        assertThat(bench.pauses()).containsExactly(100L, 200L, 400L);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenCredentialsNeverCome_endsAtItsDeadline(Mode mode) {
        CompletableFuture<Token> never = new CompletableFuture<>();
        bench.credentials = new CredentialsProvider<>() {
            @Override
            public Token resolve() {
                throw new AssertionError("a call waits with its own deadline");
            }

            @Override
            public CompletableFuture<Token> resolveAsync() {
                bench.time.advance(Duration.ofMillis(9));
                return never;
            }
        };
        CallOptions short20 =
                CallOptions.builder().callTimeout(Duration.ofMillis(20)).build();

        assertThatThrownBy(() -> bench.make(mode, COPY, short20))
                .isInstanceOfAny(DeadlineExceededException.class, CredentialsException.class)
                .hasMessageContaining("deadline");
        assertThat(never).isNotDone();
        assertThat(bench.time.pendingTasks()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenTheProviderThrowsSomethingElse_throwsItOn(Mode mode) {
        IllegalStateException bug = new IllegalStateException("bug");
        bench.credentials = () -> {
            throw bug;
        };

        assertThatThrownBy(() -> bench.make(mode, COPY)).isSameAs(bug);
        assertThat(bench.heard.finished.get(0).error()).containsSame(bug);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void minuteWindow_whenTheServicesClockDiffers_isTheServicesMinute(Mode mode) {
        bench.random = 0;
        bench.clockOffset()
                .learn(
                        Optional.empty(),
                        CallBench.response(403, "", "Date", "Thu, 01 Jan 2026 02:00:20 GMT")
                                .headers(),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Duration.ZERO);
        bench.transport.answer(429, "{\"windowSeconds\":60}").answer(200, OK);

        bench.make(mode, COPY);

        assertThat(bench.pauses()).containsExactly(40_000L);
    }
}
