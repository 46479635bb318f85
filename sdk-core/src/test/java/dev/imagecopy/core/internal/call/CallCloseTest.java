package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.internal.Lifecycle;
import dev.imagecopy.core.internal.call.CallBench.Mode;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What closing a client does to its calls. */
class CallCloseTest {
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

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_onAClosedClient_isRefusedBeforeAnything(Mode mode) {
        bench.executor();
        bench.lifecycle().close();

        assertThatThrownBy(() -> bench.make(mode, READ))
                .isInstanceOf(ClientClosedException.class)
                .hasMessage(
                        "TestClient.copyImage failed: the client is closed; make the call with another one [not retryable]");
        assertThat(bench.transport.sent()).isEmpty();
    }

    @Test
    void close_whenAReadIsInFlight_endsItAtOnceAndAbortsTheExchange() {
        bench.transport.hang();
        CompletableFuture<String> call = bench.start(READ, CallOptions.defaults());

        bench.lifecycle().close();

        assertThat(failure(call))
                .isInstanceOf(ClientClosedException.class)
                .hasMessage("TestClient.copyImage failed: the client is closed; make the call with another one [POST"
                        + " service.test/…/v1/images/img-1/copy, attempt 1 of 4, not retryable]");
        assertThat(bench.transport.cancelled()).isEqualTo(1);
    }

    @Test
    void close_whenACopyIsInFlight_doesNotPassItOffAsNotDone() {
        bench.transport.hang();
        CompletableFuture<String> call = bench.start(COPY, CallOptions.defaults());

        bench.lifecycle().close();

        assertThat(failure(call))
                .isInstanceOf(AmbiguousOutcomeException.class)
                .hasCauseInstanceOf(ClientClosedException.class);
    }

    @Test
    void close_whenACopyPausesAfterARefusal_endsPlainly() {
        bench.transport.answer(429, "");
        CompletableFuture<String> call = bench.start(COPY, CallOptions.defaults());

        bench.lifecycle().close();

        assertThat(failure(call)).isInstanceOf(ClientClosedException.class);
        assertThat(bench.time.pendingTasks()).isZero();
    }

    @Test
    void close_whenAKeyedCallPausesAfterALostAnswer_isAmbiguous() {
        bench.lose(1);
        CompletableFuture<String> call = bench.start(KEYED, CallOptions.defaults());

        bench.lifecycle().close();

        assertThat(failure(call)).isInstanceOf(AmbiguousOutcomeException.class);
    }

    @ParameterizedTest
    @CsvSource({"SAFE, false, true", "ONCE, true, true", "ONCE, false, false"})
    void close_whenABlockingCallIsInFlight_endsItWhateverTheTransportCallsThat(
            Repeatability repeatability, boolean ambiguous, boolean sent) {
        bench.transport.answerWith(request -> {
            bench.lifecycle().close();
            throw new TransportException(
                    "Canceled", sent ? SendPhase.MAYBE_SENT : SendPhase.NOT_SENT, ErrorContext.none(true), null);
        });

        assertThatThrownBy(() -> bench.make(Mode.SYNC, CallBench.call(repeatability)))
                .isInstanceOf(ambiguous ? AmbiguousOutcomeException.class : ClientClosedException.class);
        assertThat(bench.transport.sent()).hasSize(1);
    }

    @Tag("FAULT-91")
    @ParameterizedTest
    @EnumSource(Mode.class)
    void close_whenItComesWhileInterceptorsRun_sendsNothing(Mode mode) {
        bench.interceptors = List.of((context, headers) -> bench.lifecycle().close());
        bench.transport.answer(200, "{\"id\":\"x\"}");

        assertThatThrownBy(() -> bench.make(mode, COPY)).isInstanceOf(ClientClosedException.class);

        assertThat(bench.transport.sent()).isEmpty();
    }

    @Test
    void close_whileCredentialsAreResolved_signsNothing() {
        bench.credentials = () -> {
            bench.lifecycle().close();
            return new CallBench.Token("late");
        };

        assertThatThrownBy(() -> bench.make(Mode.SYNC, COPY)).isInstanceOf(ClientClosedException.class);

        assertThat(bench.signatures).hasValue(0);
        assertThat(bench.transport.sent()).isEmpty();
    }

    @Test
    void close_whenTheSourceOfCredentialsFailsForIt_isWhatTheCallerIsTold() {
        bench.credentials = () -> {
            bench.lifecycle().close();
            throw new CredentialsException("the source is closed", ErrorContext.none(false), null);
        };

        assertThatThrownBy(() -> bench.make(Mode.SYNC, COPY)).isInstanceOf(ClientClosedException.class);
    }

    @Tag("FAULT-91")
    @Test
    void close_whenATransportSendsAtOnce_neverSaysThatNothingWasDone() {
        bench.transport.answerWith(request -> {
            bench.lifecycle().close();
            return CallBench.response(200, "{\"id\":\"x\"}");
        });

        assertThat(failure(bench.start(COPY, CallOptions.defaults()))).isInstanceOf(AmbiguousOutcomeException.class);
    }

    @Test
    void close_whileManyCopiesBegin_endsNoneThatWasSentPlainly() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            try (CallBench racing = new CallBench()) {
                AtomicInteger sent = new AtomicInteger();
                racing.transport.otherwise(request -> {
                    sent.incrementAndGet();
                    return CallBench.response(200, "{\"id\":\"x\"}");
                });
                CountDownLatch begun = new CountDownLatch(1);
                racing.interceptors = List.of((context, headers) -> begun.countDown());
                racing.executor();
                Thread closer = new Thread(() -> {
                    try {
                        begun.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    racing.lifecycle().close();
                });
                closer.start();
                CompletableFuture<String> call = racing.start(COPY, CallOptions.defaults());
                closer.join();

                // A close between the decision to send and the send leaves the outcome open, although nothing was sent.
                if (call.isCompletedExceptionally() && sent.get() > 0) {
                    assertThat(failure(call)).isInstanceOf(AmbiguousOutcomeException.class);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void close_whenTheTransportSaysSo_isAmbiguousUnlessNothingWasSent(Mode mode) {
        assertThat(whenTheTransportIsClosed(mode, CallBench.unsent())).isInstanceOf(ClientClosedException.class);
        assertThat(whenTheTransportIsClosed(mode, CallBench.lost())).isInstanceOf(AmbiguousOutcomeException.class);
        assertThat(whenTheTransportIsClosed(mode, null)).isInstanceOf(AmbiguousOutcomeException.class);
    }

    private Throwable whenTheTransportIsClosed(Mode mode, @Nullable Throwable progress) {
        bench.transport.answerWith(request -> {
            throw new ClientClosedException(ErrorContext.none(false), Optional.empty(), progress);
        });
        return catchThrowable(() -> bench.make(mode, COPY));
    }

    @Test
    void close_whenABlockingCallPauses_sendsNoMore() {
        bench.transport.answerWith(request -> {
            bench.time.schedule(Duration.ofMillis(50), bench.lifecycle()::close);
            return CallBench.response(503, "");
        });

        assertThatThrownBy(() -> bench.make(Mode.SYNC, READ))
                .isInstanceOf(ClientClosedException.class)
                .satisfies(error -> assertThat(error.getSuppressed()).hasSize(1));
        assertThat(bench.transport.sent()).hasSize(1);
    }

    @Test
    void close_withManyOpenCalls_endsThemAll() {
        bench.transport.otherwise(request -> null);
        for (int i = 0; i < 1000; i++) {
            bench.transport.hang();
        }
        for (int i = 0; i < 1000; i++) {
            bench.start(READ, CallOptions.defaults());
        }

        bench.lifecycle().close();

        assertThat(bench.heard.finished).hasSize(1000);
        assertThat(bench.transport.cancelled()).isEqualTo(1000);
    }

    @Test
    void lifecycle_whenOnePartThrows_tellsTheOthers() {
        Lifecycle lifecycle = new Lifecycle();
        int[] told = new int[1];
        for (int i = 0; i < 5; i++) {
            lifecycle.onClose(() -> {
                told[0]++;
                throw new IllegalStateException("part");
            });
        }

        assertThat(lifecycle.close()).isTrue();
        assertThat(lifecycle.close()).isFalse();

        assertThat(told[0]).isEqualTo(5);
        assertThat(lifecycle.isClosed()).isTrue();
        lifecycle.onClose(() -> told[0] = 100);
        assertThat(told[0]).isEqualTo(100);
    }

    private static Throwable failure(CompletableFuture<?> future) {
        assertThat(future).isDone();
        Throwable thrown = catchThrowable(future::join);
        return thrown instanceof CompletionException ? thrown.getCause() : thrown;
    }
}
