package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.error.OperationStoreException;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.error.PollingStoppedException;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.event.PollFailed;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.spi.PollResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What single polls tell, fail at and are woken by. */
class OperationPollTest {
    private final CopyBench.Setup setup = new CopyBench.Setup();

    @Test
    void poll_whenTheProviderKnowsMoreThanTheAnswer_tellsThat() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            SdkException why = CopyBench.lost();
            OperationFailure failure = new OperationFailure("Disk", "full", Optional.empty());
            bench.type.pollInstead = () ->
                    CompletableFuture.completedFuture(PollResult.<String>ended(OperationState.FAILED, "ERROR", failure)
                            .withCause(why)
                            .withRequestId(Optional.of("req-9"))
                            .withEvidence(Evidence.FOUND_BY_NAME));

            OperationSnapshot<String> last = operation.poll();

            assertThat(last.requestId()).contains("req-9");
            assertThat(last.failure().orElseThrow().requestId()).contains("req-9");
            assertThat(last.evidence()).isEqualTo(Evidence.FOUND_BY_NAME);
            assertThat(CopyBench.failure(operation.awaitAsync(CopyBench.HOUR)))
                    .isInstanceOf(OperationFailedException.class)
                    .hasCause(why);
        }
    }

    @Test
    void await_whenPollsFailForAWhile_goesOnAndTellsTheLastError() {
        List<PollFailed> events = new ArrayList<>();
        setup.listener = new SdkListener() {
            @Override
            public void pollFailed(PollFailed event) {
                events.add(event);
            }
        };
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.nowAnswers(500, "");
            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
            CompletableFuture<String> shorter = operation.awaitAsync(Duration.ofMinutes(2));
            while (events.size() < 50) {
                bench.time.advanceToNextTask();
            }

            assertThat(wait).isNotDone();
            assertThat(operation.latest().state()).isEqualTo(OperationState.QUEUED);
            SdkException last = operation.lastPollError().orElseThrow();
            assertThat(last).isInstanceOf(ServerErrorException.class);
            assertThat(CopyBench.failure(shorter)).hasCauseInstanceOf(ServerErrorException.class);
            assertThat(events)
                    .extracting(PollFailed::inARow)
                    .startsWith(1, 2, 3)
                    .endsWith(50);
            assertThat(events.get(49).error()).isSameAs(last);

            bench.nowAnswers(200, "{\"status\":\"RUNNING\"}");
            bench.time.advance(Duration.ofSeconds(30));
            assertThat(operation.lastPollError()).isEmpty();
            bench.nowAnswers(500, "");
            bench.time.advance(Duration.ofSeconds(30));
            assertThat(events.get(50).inARow()).isEqualTo(1);
            bench.nowSucceeds();
            bench.time.advance(Duration.ofSeconds(60));
            assertThat(wait).isCompletedWithValue("img-1");
        }
    }

    @Test
    void await_whenTheNetworkIsGone_goesOn() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.transport.fail(CopyBench.lost()).fail(CopyBench.unsent()).answer(200, "<html>");
            bench.nowSucceeds();
            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
            bench.time.advance(Duration.ofSeconds(8));

            assertThat(wait).isCompletedWithValue("img-1");
        }
    }

    @Test
    void await_whenPollsAreForbidden_stopsAndLeavesTheHandleUsable() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.time.advance(Duration.ofSeconds(1));
            operation.poll();
            bench.nowAnswers(403, "");
            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
            CompletableFuture<String> other = operation.awaitAsync(CopyBench.HOUR);
            bench.time.advance(Duration.ofSeconds(2));

            PollingStoppedException error = (PollingStoppedException) CopyBench.failure(wait);
            assertThat(error).hasCauseInstanceOf(PermissionDeniedException.class);
            assertThat(error.getMessage())
                    .startsWith(
                            "CopyClient.copyImage failed: the service refuses to report the state of the operation: ");
            assertThat(error.resumeToken()).contains(operation.resumeToken());
            assertThat(error.snapshot().state()).isEqualTo(OperationState.RUNNING);
            assertThat(CopyBench.failure(other)).isInstanceOf(PollingStoppedException.class);
            assertThat(operation.lastPollError()).containsInstanceOf(PermissionDeniedException.class);
            assertThat(bench.time.pendingTasks()).isZero();

            bench.nowSucceeds();
            CompletableFuture<String> again = operation.awaitAsync(CopyBench.HOUR);
            bench.time.advance(Duration.ofSeconds(2));
            assertThat(again).isCompletedWithValue("img-1");
        }
    }

    @Test
    void await_whenAPollFailsForAnotherReasonThanTheServices_saysWhich() {
        try (CopyBench bench = new CopyBench(setup)) {
            assertThat(endOf(bench, new IllegalStateException("a clock's bug")))
                    .hasMessageStartingWith(
                            "CopyClient.copyImage failed: the wait broke off with IllegalStateException, and the operation goes on");
            assertThat(endOf(bench, new OperationStoreException("the store is full", ErrorContext.none(false), null)))
                    .hasMessageStartingWith(
                            "CopyClient.copyImage failed: a poll failed, and the wait ended: the store is full");
            assertThat(endOf(bench, new CredentialsException("no token", ErrorContext.none(false), null)))
                    .hasMessageContaining("the wait ended: no token")
                    .hasMessageNotContaining("refuses");
        }
    }

    private static Throwable endOf(CopyBench bench, RuntimeException thrown) {
        Operation<String> operation = bench.start();
        bench.type.pollInstead = () -> {
            throw thrown;
        };
        CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
        bench.time.advance(Duration.ofSeconds(2));
        bench.type.pollInstead = null;
        return CopyBench.failure(wait);
    }

    @Test
    void await_whenThePollFunctionThrows_endsInsteadOfHanging() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.type.pollInstead = () -> {
                throw new IllegalStateException("a provider's bug");
            };
            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
            bench.time.advance(Duration.ofSeconds(2));

            assertThat(CopyBench.failure(wait))
                    .isInstanceOf(PollingStoppedException.class)
                    .hasRootCauseMessage("a provider's bug");
        }
    }

    @Test
    void await_whenOnePollBreaksWithAnError_goesOn() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            Error broken = new StackOverflowError();
            bench.type.pollInstead = () -> {
                throw broken;
            };
            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
            bench.time.advance(Duration.ofSeconds(2));

            assertThat(wait).isNotDone();
            assertThat(operation.lastPollError()).get().isInstanceOf(ResponseFormatException.class);
            assertThatThrownBy(operation::poll)
                    .isInstanceOf(ResponseFormatException.class)
                    .hasCause(broken)
                    .hasMessage("CopyClient.poll failed: the poll broke off with StackOverflowError [retryable]");
            bench.type.pollInstead = null;
            bench.nowSucceeds();
            bench.time.advance(Duration.ofMinutes(1));
            assertThat(wait).isCompletedWithValue("img-1");
        }
    }

    @Test
    void await_whenSomebodyElsesPollSeesTheEnd_endsAtOnce() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
            bench.nowSucceeds();

            OperationSnapshot<String> seen = operation.poll();

            assertThat(seen.state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(wait).isCompletedWithValue("img-1");
            assertThat(bench.time.pendingTasks()).isZero();
        }
    }

    @Test
    void await_whenTheOperationIsOver_answersWithoutIo() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.nowSucceeds();
            operation.poll();
            bench.nowAnswers(200, "{\"status\":\"RUNNING\"}");
            int sent = bench.transport.requests().size();

            assertThat(operation.awaitAsync(CopyBench.HOUR)).isCompletedWithValue("img-1");
            assertThat(operation.poll().state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(operation.pollAsync().join().state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(bench.transport.requests()).hasSize(sent);
        }
    }

    @Test
    void await_whenNewsCome_pollsAtOnce() {
        try (CopyBench bench = new CopyBench(setup)) {
            CompletableFuture<String> news = new CompletableFuture<>();
            bench.type.news = Optional.of(news);
            CompletableFuture<String> wait = bench.start().awaitAsync(CopyBench.HOUR);
            bench.nowSucceeds();
            bench.time.advance(Duration.ofSeconds(1));
            assertThat(bench.polls()).isZero();

            news.completeExceptionally(new IllegalStateException("in whatever way"));
            bench.time.advance(Duration.ZERO);

            assertThat(wait).isCompletedWithValue("img-1");
        }
    }

    @Test
    void await_whenNewsComeDuringAPoll_pollsAgainAtOnce() {
        try (CopyBench bench = new CopyBench(setup)) {
            CompletableFuture<String> news = new CompletableFuture<>();
            bench.type.news = Optional.of(news);
            Operation<String> operation = bench.start();
            bench.transport.answerAfter(Duration.ofSeconds(1), CopyBench.json(200, "{\"status\":\"RUNNING\"}"));
            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
            bench.time.advance(Duration.ofMillis(2_500));

            news.complete("while the poll is in flight");
            bench.nowSucceeds();
            bench.time.advance(Duration.ofMillis(500));

            assertThat(wait).isCompletedWithValue("img-1");
            assertThat(bench.polls()).isEqualTo(2);
        }
    }

    @Test
    void await_whenNewsCameWhileNobodyWaited_pollsAtOnce() {
        try (CopyBench bench = new CopyBench(setup)) {
            CompletableFuture<String> news = new CompletableFuture<>();
            bench.type.news = Optional.of(news);
            Operation<String> operation = bench.start();
            operation.awaitAsync(Duration.ofSeconds(60));
            bench.time.advance(Duration.ofSeconds(60));
            long polls = bench.polls();

            news.complete("unheard");
            operation.awaitAsync(CopyBench.HOUR);
            bench.time.advance(Duration.ZERO);

            assertThat(bench.polls()).isEqualTo(polls + 1);
        }
    }

    @Test
    void await_whenNewsHaveBeenSeen_doesNotSpin() {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.news = Optional.of(CompletableFuture.completedFuture("old"));
            bench.start().awaitAsync(CopyBench.HOUR);

            assertThat(bench.polls()).isEqualTo(1);
            assertThat(OperationPaceTest.pollTimes(bench, Duration.ofSeconds(4)))
                    .containsExactly(2_000L, 4_000L);
        }
    }

    @Test
    void await_whenPolled100000Times_needsNoDeeperStack() {
        setup.pollPolicy = PollPolicy.standard().toBuilder()
                .minInterval(Duration.ofMillis(10))
                .maxInterval(Duration.ofMillis(10))
                .build();
        AtomicReference<Integer> deepest = new AtomicReference<>(0);
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            int[] polls = {0};
            bench.type.pollInstead = () -> {
                if (++polls[0] % 10_000 == 0) {
                    deepest.updateAndGet(
                            before -> Math.max(before, Thread.currentThread().getStackTrace().length));
                }
                return CompletableFuture.completedFuture(
                        polls[0] < 100_000
                                ? PollResult.pending(OperationState.RUNNING, "RUNNING")
                                : PollResult.succeeded("DONE", "img-1"));
            };
            CompletableFuture<String> wait = operation.awaitAsync(Duration.ofDays(1));
            bench.time.advance(CopyBench.HOUR);

            assertThat(wait).isCompletedWithValue("img-1");
            assertThat(polls[0]).isEqualTo(100_000);
            assertThat(deepest.get()).isLessThan(200);
        }
    }

    @Test
    void await_whenACallHasSeveralAttempts_countsOnePoll() {
        setup.retryPolicy = RetryPolicy.standard();
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.transport.answer(503, "").answer(503, "");
            bench.nowSucceeds();
            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
            bench.time.advance(Duration.ofSeconds(3));

            assertThat(wait).isCompletedWithValue("img-1");
            assertThat(operation.lastPollError()).isEmpty();
        }
    }

    @Test
    void poll_whenTheAnswerIsAnError_throwsItAndKeepsWhatIsKnown() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            operation.poll();
            bench.nowAnswers(500, "");

            assertThatThrownBy(operation::poll).isInstanceOf(ServerErrorException.class);

            assertThat(operation.latest().state()).isEqualTo(OperationState.RUNNING);
            assertThat(operation.lastPollError()).containsInstanceOf(ServerErrorException.class);
        }
    }

    @Test
    void toString_namesClientKindIdAndState() {
        try (CopyBench bench = new CopyBench(setup)) {
            assertThat(bench.start()).hasToString("Operation[CopyClient copy-image op-1 QUEUED]");
        }
    }

    @Test
    void start_whenTheServiceRefuses_throwsItsError() {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.answer(404, "");
            assertThatThrownBy(() -> bench.runtime.start(bench.type, "golden", CallOptions.defaults()))
                    .isInstanceOf(NotFoundException.class);
        }
    }

    @Test
    void poll_whenTwoOperationsAreToldTheSame_keepsItOnceForBoth() {
        try (CopyBench bench = new CopyBench(setup)) {
            OperationSnapshot<String> one = bench.start().poll();
            OperationSnapshot<String> other = bench.start().poll();

            assertThat(other.providerStatus())
                    .as("a hundred thousand waiting copies must not contain a text each")
                    .isEqualTo("RUNNING")
                    .isSameAs(one.providerStatus());
        }
    }
}
