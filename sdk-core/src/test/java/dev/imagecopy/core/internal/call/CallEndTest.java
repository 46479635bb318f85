package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.TransportException;
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
import org.junit.jupiter.params.provider.EnumSource;

/** How a call ends before its answer: cancel, errors. */
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
    void cancel_whenWaitingForCredentials_dropsTheTimerOfTheirDeadline() {
        bench.credentials = new Later(new CompletableFuture<>());
        CompletableFuture<String> call = bench.start(COPY, CallOptions.defaults());
        assertThat(bench.time.pendingTasks()).isEqualTo(1);

        call.cancel(true);

        assertThat(bench.time.pendingTasks()).isZero();
    }

    @Test
    void cancel_whenItComesWhileTheNextStepBegins_dropsThatStepToo() {
        CompletableFuture<Token> first = new CompletableFuture<>();
        List<CompletableFuture<String>> calls = new ArrayList<>();
        List<CompletableFuture<Token>> sources = new ArrayList<>(List.of(first, new CompletableFuture<>()));
        bench.credentials = new CredentialsProvider<>() {
            @Override
            public Token resolve() {
                throw new AssertionError("asked on the caller's thread");
            }

            @Override
            public CompletableFuture<Token> resolveAsync() {
                if (sources.size() == 1) {
                    calls.get(0).cancel(true);
                }
                return sources.remove(0);
            }
        };
        bench.transport.answer(503, "");
        calls.add(bench.start(READ, CallOptions.defaults()));
        first.complete(new Token("one"));

        bench.time.advanceToNextTask(); // the pause is over, and credentials are asked for again

        assertThat(calls.get(0)).isCancelled();
        assertThat(sources).isEmpty();
        assertThat(bench.time.pendingTasks()).isZero();
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
        bench.interceptors = List.of((attempt, headers) -> {
            throw new AssertionError("an interceptor's bug");
        });
        CompletableFuture<String> call = bench.start(READ, CallOptions.defaults());

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
        bench.transport.otherwise(request -> {
            throw new StackOverflowError();
        });

        assertThatThrownBy(() -> bench.make(mode, COPY))
                .isInstanceOf(AmbiguousOutcomeException.class)
                .hasRootCauseInstanceOf(StackOverflowError.class);
        assertThatThrownBy(() -> bench.make(mode, READ))
                .isInstanceOf(TransportException.class)
                .hasCauseInstanceOf(StackOverflowError.class);
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

    @Test
    void blockingCall_whenItsCredentialsFailOnAnotherThread_throwsWithTheFramesOfTheCaller() throws Exception {
        Throwable[] made = new Throwable[1];
        Thread source = new Thread(() -> made[0] = new IllegalStateException("bug in the source"));
        source.start();
        source.join();
        bench.credentials = new Later(CompletableFuture.failedFuture(made[0]));

        Throwable error = catchThrowable(() -> bench.make(Mode.SYNC, READ));

        assertThat(error).isSameAs(made[0]);
        assertThat(error.getStackTrace())
                .extracting(StackTraceElement::getClassName)
                .contains(CallEndTest.class.getName());
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
