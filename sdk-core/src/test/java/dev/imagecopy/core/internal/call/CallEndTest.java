package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.internal.Futures;
import dev.imagecopy.core.internal.call.CallBench.Mode;
import dev.imagecopy.core.internal.call.CallBench.Token;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How a call ends before its answer: interrupt, cancel, errors. */
class CallEndTest {
    private static final ApiCall<String, String> READ = CallBench.call(Repeatability.SAFE);
    private static final ApiCall<String, String> COPY = CallBench.call(Repeatability.ONCE);
    private static final ApiCall<String, String> KEYED = CallBench.call(Repeatability.KEYED);

    private final CallBench bench = new CallBench();

    @AfterEach
    void nothingIsLeft() {
        assertThat(Thread.interrupted()).isFalse();
        assertThat(bench.transport.open()).isZero();
        assertThat(bench.time.pendingTasks()).isZero();
        assertThat(bench.time.taskFailures()).isEmpty();
        assertThat(bench.heard.finished).hasSameSizeAs(bench.heard.started);
    }

    @Test
    void interrupt_whenItCameBefore_sendsNothingAndKeepsTheFlag() {
        Thread.currentThread().interrupt();

        Throwable error = catchThrowable(() -> bench.make(Mode.SYNC, COPY));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(error)
                .isInstanceOf(SdkInterruptedException.class)
                .hasMessage("TestClient.copyImage failed: interrupted before sending [POST"
                        + " service.test/…/v1/images/img-1/copy, not retryable]");
        assertThat(bench.transport.sent()).isEmpty();
    }

    @Test
    void interrupt_whenItComesInThePause_endsTheCallWithTheFlagAndTheEarlierErrors() {
        bench.transport.answer(429, "");
        bench.heard.onRetry = () -> Thread.currentThread().interrupt();

        Throwable error = catchThrowable(() -> bench.make(Mode.SYNC, COPY));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(error)
                .isInstanceOf(SdkInterruptedException.class)
                .hasMessageContaining("interrupted before sending");
        assertThat(error.getSuppressed()).hasSize(1);
        assertThat(bench.heard.attempts).hasSize(1);
    }

    @Test
    void interrupt_whenItComesInThePauseAfterALostAnswer_isAmbiguous() {
        bench.transport.answer(500, "");
        bench.heard.onRetry = () -> Thread.currentThread().interrupt();

        Throwable error = catchThrowable(() -> bench.make(Mode.SYNC, KEYED));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(error)
                .isInstanceOf(AmbiguousOutcomeException.class)
                .hasCauseInstanceOf(SdkInterruptedException.class);
    }

    @ParameterizedTest
    @CsvSource({"SAFE, false", "KEYED, true", "CONVERGENT, true", "ONCE, true"})
    void interrupt_whenItComesInFlight_isAmbiguousForCallsThatChangeSomething(
            Repeatability repeatability, boolean ambiguous) {
        bench.transport.answerWith(request -> {
            throw aborted(SendPhase.MAYBE_SENT);
        });

        assertThatThrownBy(() -> bench.make(Mode.SYNC, CallBench.call(repeatability)))
                .isInstanceOf(ambiguous ? AmbiguousOutcomeException.class : SdkInterruptedException.class);
    }

    @Test
    void interrupt_whenTheTransportKnowsThatNothingWasSent_isPlain() {
        bench.transport
                .answerWith(request -> {
                    throw aborted(SendPhase.NOT_SENT);
                })
                .answerWith(request -> {
                    throw new SdkInterruptedException("interrupted before sending", ErrorContext.none(false), null);
                });

        assertThatThrownBy(() -> bench.make(Mode.SYNC, COPY)).isInstanceOf(SdkInterruptedException.class);
        assertThatThrownBy(() -> bench.make(Mode.SYNC, COPY)).isInstanceOf(SdkInterruptedException.class);
    }

    @Test
    void interrupt_whenATransportDoesNotSayHowFarItGot_isTakenForSent() {
        bench.transport.answerWith(request -> {
            throw new SdkInterruptedException(
                    "interrupted", ErrorContext.none(false), new InterruptedException("somewhere"));
        });

        assertThatThrownBy(() -> bench.make(Mode.SYNC, COPY)).isInstanceOf(AmbiguousOutcomeException.class);
    }

    private static SdkInterruptedException aborted(SendPhase phase) {
        return new SdkInterruptedException(
                "interrupted while waiting for the response",
                ErrorContext.none(false),
                new TransportException("aborted", phase, ErrorContext.none(true), null));
    }

    @Test
    void cancel_whenTheExchangeIsOpen_reachesIt() {
        bench.transport.hang();
        CompletableFuture<String> call = bench.start(COPY, CallOptions.defaults());

        assertThat(call.cancel(true)).isTrue();

        assertThat(bench.transport.cancelled()).isEqualTo(1);
        assertThat(bench.heard.finished.get(0).error()).get().isInstanceOf(CancellationException.class);
        assertThat(call.cancel(true)).isTrue(); // as the JDK's own: it is cancelled
    }

    @Test
    void cancel_whenPausing_dropsTheTimerAndSendsNoMore() {
        bench.transport.answer(503, "");
        CompletableFuture<String> call = bench.start(READ, CallOptions.defaults());
        assertThat(bench.time.pendingTasks()).isEqualTo(1);

        call.cancel(false);

        assertThat(bench.time.pendingTasks()).isZero();
        assertThat(bench.transport.sent()).hasSize(1);
    }

    @Test
    void cancel_whenWaitingForCredentials_leavesThemToOthersAndSendsNothing() {
        CompletableFuture<Token> shared = new CompletableFuture<>();
        bench.credentials = new Later(shared);
        CompletableFuture<String> call = bench.start(COPY, CallOptions.defaults());

        call.cancel(true);
        shared.complete(new Token("late"));

        assertThat(shared).isCompletedWithValue(new Token("late"));
        assertThat(bench.transport.sent()).isEmpty();
    }

    @Test
    void cancel_ofAStageDerivedFromTheCall_reachesNothing() {
        bench.transport.answerAfter(Duration.ofSeconds(1), CallBench.response(200, "{\"id\":\"x\"}"));
        CompletableFuture<String> call = bench.start(READ, CallOptions.defaults());

        call.thenApply(String::length).cancel(true);
        bench.time.advance(Duration.ofSeconds(1));

        assertThat(call).isCompletedWithValue("x");
    }

    @Test
    void forwardedCall_whenTheCallersOwnTimeoutEndsIt_abortsTheExchange() {
        bench.transport.hang();
        CompletableFuture<String> call = bench.start(READ, CallOptions.defaults());
        CompletableFuture<String> users = Futures.forwarding(call, () -> call.cancel(true), Runnable::run);

        users.completeExceptionally(new TimeoutException("orTimeout does this"));

        assertThat(bench.transport.cancelled()).isEqualTo(1);
        assertThat(call).isCancelled();
    }

    @Test
    void forwardedCall_whenItIsAnswered_abortsNothing() {
        bench.transport.answerAfter(Duration.ofSeconds(1), CallBench.response(200, "{\"id\":\"x\"}"));
        CompletableFuture<String> call = bench.start(READ, CallOptions.defaults());
        boolean[] aborted = new boolean[1];
        CompletableFuture<String> users = Futures.forwarding(call, () -> aborted[0] = true, Runnable::run);

        bench.time.advance(Duration.ofSeconds(1));

        assertThat(users).isCompletedWithValue("x");
        assertThat(aborted[0]).isFalse();
    }

    @Test
    void cancel_whenItComesWhileInterceptorsRun_sendsNothing() {
        bench.credentials = new Later(new CompletableFuture<>());
        CompletableFuture<Token> later = ((Later) bench.credentials).future();
        List<CompletableFuture<String>> calls = new ArrayList<>();
        bench.interceptors = List.of((context, headers) -> calls.get(0).cancel(true));
        calls.add(bench.start(COPY, CallOptions.defaults()));

        later.complete(new Token("late"));

        assertThat(calls.get(0)).isCancelled();
        assertThat(bench.transport.sent()).isEmpty();
    }

    @Test
    void asyncCall_whenTheTimersStepThrows_failsInsteadOfHanging() {
        IllegalStateException bug = new IllegalStateException("bug");
        boolean[] first = {true};
        bench.credentials = new CredentialsProvider<>() {
            @Override
            public Token resolve() {
                throw new AssertionError();
            }

            @Override
            public CompletableFuture<Token> resolveAsync() {
                if (first[0]) {
                    first[0] = false;
                    return CompletableFuture.completedFuture(new Token("one"));
                }
                throw bug;
            }
        };
        bench.transport.answer(503, "");

        assertThatThrownBy(() -> bench.make(Mode.ASYNC, READ)).isSameAs(bug);
    }

    @Test
    void asyncCall_whenAnErrorIsThrown_failsWithIt() {
        CompletableFuture<String> call = bench.start(READ, CallOptions.defaults()); // nothing is scripted

        assertThat(failure(call)).isInstanceOf(AssertionError.class);
    }

    @Test
    void asyncCall_whenTheRequestIsBad_failsItsFutureAndThrowsNothing() {
        CompletableFuture<String> call = bench.executor().executeAsync(READ, "../x", CallOptions.defaults());

        assertThat(failure(call)).isInstanceOf(IllegalArgumentException.class);
        assertThat(bench.heard.started).isEmpty();
    }

    @Test
    void asyncCall_whenAnswersComeAtOnce_completesOnTheCallersStack() {
        bench.transport.answer(200, "{\"id\":\"x\"}");

        assertThat(bench.start(READ, CallOptions.defaults())).isCompletedWithValue("x");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenTheTransportThrowsAnError_isAmbiguousIfItChangesSomething(Mode mode) {
        bench.transport.answerWith(request -> {
            throw new StackOverflowError();
        });
        bench.transport.answerWith(request -> {
            throw new StackOverflowError();
        });

        assertThatThrownBy(() -> bench.make(mode, COPY))
                .isInstanceOf(AmbiguousOutcomeException.class)
                .hasCauseInstanceOf(StackOverflowError.class);
        assertThatThrownBy(() -> bench.make(mode, READ)).isInstanceOf(StackOverflowError.class);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenTheReaderThrowsAnError_isABadAnswer(Mode mode) {
        bench.transport.otherwise(request -> CallBench.response(200, "{\"id\":\"x\"}"));

        assertThatThrownBy(() -> bench.make(mode, broken(Repeatability.ONCE)))
                .isInstanceOf(AmbiguousOutcomeException.class)
                .hasCauseInstanceOf(ResponseFormatException.class);
        assertThatThrownBy(() -> bench.make(mode, broken(Repeatability.SAFE)))
                .isInstanceOf(ResponseFormatException.class)
                .hasMessageContaining("StackOverflowError");
    }

    private static ApiCall<String, String> broken(Repeatability repeatability) {
        return CallBench.row(repeatability).returningJson((body, response) -> {
            throw new StackOverflowError();
        });
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whenAnErrorComesBeforeTheRepeatOfALostAttempt_isAmbiguous(Mode mode) {
        bench.lose(1);
        bench.interceptors = List.of((attempt, headers) -> {
            if (attempt.number() == 2) {
                throw new NoClassDefFoundError("a/class/of/the/application");
            }
        });

        assertThatThrownBy(() -> bench.make(mode, KEYED))
                .isInstanceOf(AmbiguousOutcomeException.class)
                .hasCauseInstanceOf(NoClassDefFoundError.class);
    }

    private static Throwable failure(CompletableFuture<?> future) {
        assertThat(future).isDone();
        Throwable thrown = catchThrowable(future::join);
        return thrown instanceof CompletionException ? thrown.getCause() : thrown;
    }

    private record Later(CompletableFuture<Token> future) implements CredentialsProvider<Token> {
        @Override
        public Token resolve() {
            return future.join();
        }

        @Override
        public CompletableFuture<Token> resolveAsync() {
            return future;
        }
    }
}
