package dev.imagecopy.core.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.internal.call.CallBench.Mode;
import dev.imagecopy.core.internal.call.CallBench.Token;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.retry.RetryBudget;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.Endpoints;
import dev.imagecopy.core.spi.SendOrder;
import dev.imagecopy.core.spi.Urgency;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that wait for what another call of the client gets (credentials, an address, a project), while that waits for its turn. */
class SharedTurnTest {
    private static final String OK = "{\"id\":\"x\"}";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ApiCall<String, String> READ = CallBench.call(Repeatability.SAFE);
    private static final ApiCall<String, String> TOKEN =
            CallBench.row(Repeatability.SAFE).anonymous().returning(response -> "test-token-1");

    private final CallBench bench = new CallBench();
    private final Busy busy = new Busy();

    SharedTurnTest() {
        bench.callTimeout = Duration.ofSeconds(10);
        bench.over = busy;
    }

    private DefaultCallExecutor<Token> ofCredentials() {
        return new DefaultCallExecutor<>(bench.context(), new RetryBudget(), Urgency.CREDENTIALS);
    }

    private CompletableFuture<String> token() {
        return ofCredentials().executeAsync(TOKEN, "img-1", CallOptions.defaults());
    }

    private void credentialsComeByACall() {
        bench.credentials = new CredentialsProvider<>() {
            @Override
            public Token resolve() {
                return resolveAsync().join();
            }

            @Override
            public CompletableFuture<Token> resolveAsync() {
                return token().thenApply(Token::new);
            }
        };
    }

    /** Moves the time once the call waits. */
    private String made(Mode mode, CallOptions options) {
        if (mode == Mode.ASYNC) {
            return bench.make(mode, READ, options);
        }
        Thread caller = Thread.currentThread();
        Thread clock = new Thread(() -> {
            while (caller.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            bench.time.advanceToNextTask();
            bench.time.advanceToNextTask();
        });
        clock.setDaemon(true);
        clock.start();
        return bench.make(mode, READ, options);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whoseCredentialsWaitForTheirTurn_losesNoneOfTheClientsTimeout(Mode mode) {
        credentialsComeByACall();
        busy.queues.add(HOUR);

        assertThat(made(mode, CallOptions.defaults())).isEqualTo("x");

        assertThat(busy.granted).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(9));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void call_whoseAddressIsFoundByACallThatWaits_losesNoneOfTheClientsTimeout(Mode mode) {
        bench.endpoints = new Endpoints() {
            private CompletableFuture<?> found;

            @Override
            public URI apply(String route) {
                return URI.create("https://service.test/base");
            }

            @Override
            public CompletableFuture<?> ready(String route) {
                if (found == null) {
                    found = READY;
                    found = token();
                }
                return found;
            }
        };
        busy.queues.add(HOUR);

        assertThat(made(mode, CallOptions.defaults())).isEqualTo("x");

        assertThat(busy.granted).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(9));
    }

    @Test
    void call_withADeadlineOfTheCallers_includesThatWait() {
        credentialsComeByACall();
        busy.queues.add(HOUR);
        CallOptions soon =
                CallOptions.builder().callTimeout(Duration.ofSeconds(3)).build();

        assertThatThrownBy(() -> bench.make(Mode.ASYNC, READ, soon))
                .isInstanceOf(DeadlineExceededException.class)
                .hasCauseInstanceOf(CredentialsException.class);

        assertThat(bench.time.nanoTime()).isEqualTo(Duration.ofSeconds(3).toNanos());
    }

    /** Only the wait for a turn does not count, but the answer may take what is left. */
    @Test
    void call_whoseCredentialsHangAfterTheirTurn_endsAtItsDeadline() {
        credentialsComeByACall();
        busy.queues.add(HOUR);
        busy.hangs = true;

        assertThatThrownBy(() -> bench.make(Mode.ASYNC, READ, CallOptions.defaults()))
                .isInstanceOf(DeadlineExceededException.class)
                .hasCauseInstanceOf(CredentialsException.class);

        assertThat(Duration.ofNanos(bench.time.nanoTime())).isEqualTo(HOUR.plusSeconds(10));
    }

    /** Such as one request to a metadata service, which must not seem to be away because others hold all places. */
    @Test
    void credentialsCall_withADeadlineOfItsOwn_hasAllOfItFromItsTurnOn() {
        busy.queues.add(HOUR);
        CallOptions probe =
                CallOptions.builder().callTimeout(Duration.ofSeconds(1)).build();

        CompletableFuture<String> found = ofCredentials().executeAsync(TOKEN, "img-1", probe);
        bench.time.runUntilDone(found);

        assertThat(found).isCompletedWithValue("test-token-1");
        assertThat(busy.granted).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void credentialsCall_thatIsCancelledInTheQueue_holdsNoClock() {
        busy.queues.add(HOUR);
        CompletableFuture<String> found = token();
        bench.time.advance(Duration.ofMinutes(1));
        found.cancel(true);

        bench.time.advance(Duration.ofMinutes(7));

        assertThat(bench.context().sharedTurns().nanosWaited())
                .isEqualTo(Duration.ofMinutes(1).toNanos());
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void flow_thatWaitsForAnotherCall_losesNoneOfItsTimeWhileThatWaits(Mode mode) {
        busy.queues.add(HOUR);
        TracedFlow flow = mode == Mode.SYNC
                ? new BlockingFlow(bench.executor(), CallOptions.defaults(), "copyImage")
                : new AsyncFlow(bench.executor(), CallOptions.defaults(), "copyImage");
        Thread caller = Thread.currentThread();
        if (mode == Mode.SYNC) {
            new Thread(() -> {
                        while (caller.getState() != Thread.State.WAITING) {
                            Thread.onSpinWait();
                        }
                        while (!busy.answered) {
                            bench.time.advanceToNextTask();
                        }
                    })
                    .start();
        }

        CompletableFuture<String> wait = flow.waitFor(token());
        bench.time.runUntilDone(wait);

        assertThat(wait).isCompletedWithValue("test-token-1");
        assertThat(flow.timeLeft()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void flow_thatWaitsForACallThatHangsAfterItsTurn_endsAtItsDeadline() {
        busy.queues.add(HOUR);
        busy.hangs = true;
        AsyncFlow flow = new AsyncFlow(bench.executor(), CallOptions.defaults(), "copyImage");

        CompletableFuture<String> wait = flow.waitFor(new CompletableFuture<>());
        CompletableFuture<String> unused = token();
        bench.time.runUntilDone(wait);

        assertThat(catchThrowable(wait::join)).hasCauseInstanceOf(DeadlineExceededException.class);
        assertThat(Duration.ofNanos(bench.time.nanoTime())).isEqualTo(HOUR.plusSeconds(10));
    }

    /** A transport whose places are all taken for a while; each answer takes a second. */
    private final class Busy implements HttpTransport {
        private final List<Duration> queues = new ArrayList<>();
        private final List<Duration> granted = new ArrayList<>();
        private boolean hangs;
        private volatile boolean answered;

        @Override
        public HttpResponse send(HttpRequest request, Duration timeout) {
            granted.add(timeout);
            return CallBench.response(200, OK);
        }

        @Override
        public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
            CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
            if (queues.isEmpty()) {
                granted.add(timeout);
                answer.complete(CallBench.response(200, OK));
                return answer;
            }
            SendOrder.Turn turn = Objects.requireNonNull(SendOrder.of(request).turnOrNull());
            Duration unused = turn.longestWait();
            bench.time.schedule(queues.remove(0), () -> {
                if (!answer.isDone()) {
                    granted.add(turn.comes());
                    answerLater(answer);
                }
            });
            return answer;
        }

        private void answerLater(CompletableFuture<HttpResponse> answer) {
            if (!hangs) {
                bench.time.schedule(Duration.ofSeconds(1), () -> {
                    answered = true;
                    answer.complete(CallBench.response(200, OK));
                });
            }
        }

        @Override
        public void close() {}
    }
}
