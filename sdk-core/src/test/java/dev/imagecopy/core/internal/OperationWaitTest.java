package dev.imagecopy.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.OperationCancelledException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.error.OperationWaitTimeoutException;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.error.PollingStoppedException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.event.PollFailed;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.spi.PollResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Waits: schedule, endings, errors of single polls, sharing. */
class OperationWaitTest {
    private final CopyBench.Setup setup = new CopyBench.Setup();

    /** The times at which polls went out, in milliseconds since the start. */
    private static List<Long> pollTimes(CopyBench bench, Duration span) {
        List<Long> times = new ArrayList<>();
        long polls = bench.polls();
        long end = bench.time.nanoTime() + span.toNanos();
        while (bench.time.nextTaskIn().isPresent()
                && bench.time.nanoTime() + bench.time.nextTaskIn().get().toNanos() <= end) {
            bench.time.advanceToNextTask();
            if (bench.polls() > polls) {
                polls = bench.polls();
                times.add(TimeUnit.NANOSECONDS.toMillis(bench.time.nanoTime()));
            }
        }
        return times;
    }

    @Test
    void await_whenNothingIsKnown_pollsAfter2SecondsThenAtFivePercentOfTheTimeElapsed() {
        try (CopyBench bench = new CopyBench(setup)) {
            CompletableFuture<String> wait = bench.start().awaitAsync(CopyBench.HOUR);

            List<Long> times = pollTimes(bench, Duration.ofMinutes(30));

            assertThat(times).startsWith(2_000L, 4_000L, 6_000L);
            assertThat(times).contains(40_000L, 42_000L, 44_100L); // 5 % of 40 s is 2 s, of 42 s 2.1 s
            long last = times.get(times.size() - 1);
            assertThat(last - times.get(times.size() - 2)).isEqualTo(30_000L);
            wait.cancel(true);
        }
    }

    @Test
    void await_whenCalledLongAfterAcceptance_pollsAtOnce() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.time.advance(Duration.ofSeconds(10));

            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);

            assertThat(bench.time.nextTaskIn()).contains(Duration.ZERO);
            wait.cancel(true);
        }
    }

    @Test
    void await_whenShortWaitsFollowOneAnother_keepsThePaceOfALongOne() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();

            for (int second = 0; second < 10; second++) {
                CompletableFuture<String> wait = operation.awaitAsync(Duration.ofSeconds(1));
                bench.time.advance(Duration.ofSeconds(1));
                assertThat(CopyBench.failure(wait)).isInstanceOf(OperationWaitTimeoutException.class);
            }

            assertThat(bench.polls()).isBetween(4L, 5L); // at 2, 4, 6, 8 and, if the poll comes first, 10 s
        }
    }

    @Test
    void await_whenTheWallClockJumps_keepsItsSchedule() {
        List<Long> still;
        try (CopyBench bench = new CopyBench(setup)) {
            bench.start().awaitAsync(CopyBench.HOUR);
            still = pollTimes(bench, Duration.ofMinutes(10));
        }
        for (int hours : new int[] {1, -1}) {
            try (CopyBench bench = new CopyBench(new CopyBench.Setup())) {
                bench.start().awaitAsync(CopyBench.HOUR);
                List<Long> times = pollTimes(bench, Duration.ofMinutes(5));
                bench.time.jumpWallClock(Duration.ofHours(hours));
                times.addAll(pollTimes(bench, Duration.ofMinutes(5)));

                assertThat(times).isEqualTo(still);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"17, 17", "1, 2", "299, 299", "300, 300", "4000, 300"})
    void await_whenTheServiceHints_takesItAsLowerBoundUpTo5Minutes(int hint, int expected) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.nowAnswers(200, "{\"status\":\"RUNNING\",\"comeBackIn\":" + hint + "}");
            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
            bench.time.advance(Duration.ofSeconds(2));

            assertThat(bench.time.nextTaskIn()).contains(Duration.ofSeconds(expected));
            wait.cancel(true);
        }
    }

    @Test
    void await_whenPollsAreThrottled_doublesTheIntervalUpTo5MinutesAndComesBack() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.nowAnswers(429, "");
            operation.awaitAsync(Duration.ofHours(10));

            List<Long> times = pollTimes(bench, CopyBench.HOUR);
            List<Long> gaps = gaps(times);

            assertThat(gaps).startsWith(4_000L, 8_000L, 16_000L);
            assertThat(gaps.get(gaps.size() - 1)).isEqualTo(300_000L);
            bench.nowAnswers(200, "{\"status\":\"RUNNING\"}");
            List<Long> later = gaps(pollTimes(bench, CopyBench.HOUR));
            assertThat(later.get(later.size() - 1)).isEqualTo(30_000L);
        }
    }

    private static List<Long> gaps(List<Long> times) {
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < times.size(); i++) {
            gaps.add(times.get(i) - times.get(i - 1));
        }
        return gaps;
    }

    @Test
    void await_whenAThrottledPollNamesATime_doesNotComeBackEarlier() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.transport.answer(new HttpResponse(
                    429, HttpHeaders.builder().add("Retry-After", "100").build(), new byte[0]));
            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
            bench.time.advance(Duration.ofSeconds(2));

            assertThat(bench.time.nextTaskIn()).contains(Duration.ofSeconds(100));
            wait.cancel(true);
        }
    }

    @Test
    void await_whenTheServiceSucceeds_yieldsTheResult() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
            bench.nowSucceeds();
            bench.time.advance(Duration.ofSeconds(2));

            assertThat(wait).isCompletedWithValue("img-1");
            assertThat(operation.latest().state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(bench.time.pendingTasks()).isZero();
        }
    }

    @Test
    void await_whenTheOperationYieldsNothing_completesWithNull() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.type.pollInstead = () -> CompletableFuture.completedFuture(PollResult.succeeded("GONE", null));
            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
            bench.time.advance(Duration.ofSeconds(2));

            assertThat(wait).isCompletedWithValue(null);
        }
    }

    @Test
    void await_whenTheServiceFails_throwsOperationFailedWithItsWords() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
            bench.nowAnswers(200, "{\"status\":\"ERROR\"}");
            bench.time.advance(Duration.ofSeconds(2));

            OperationFailedException error = (OperationFailedException) CopyBench.failure(wait);
            assertThat(error)
                    .hasMessage("CopyClient.copyImage failed: the operation failed: Disk \"full\""
                            + " [request-id req-7, not retryable]");
            assertThat(error.operationId()).isEqualTo("op-1");
            assertThat(error.resumeToken()).contains(operation.resumeToken());
            assertThat(error.snapshot()).isEqualTo(operation.latest());
        }
    }

    @Test
    void await_whenTheServiceCancelled_throwsOperationCancelled() {
        try (CopyBench bench = new CopyBench(setup)) {
            CompletableFuture<String> wait = bench.start().awaitAsync(CopyBench.HOUR);
            bench.nowAnswers(200, "{\"status\":\"STOPPED\"}");
            bench.time.advance(Duration.ofSeconds(2));

            assertThat(CopyBench.failure(wait))
                    .isInstanceOf(OperationCancelledException.class)
                    .hasMessage("CopyClient.copyImage failed: the operation was cancelled: Stop [not retryable]");
        }
    }

    @Test
    void await_whenTheTimeoutComesFirst_endsTheWaitAndNothingElse() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            CompletableFuture<String> wait = operation.awaitAsync(Duration.ofSeconds(5));
            bench.time.advance(Duration.ofSeconds(5));

            OperationWaitTimeoutException error = (OperationWaitTimeoutException) CopyBench.failure(wait);
            assertThat(error)
                    .hasMessage("CopyClient.copyImage failed: the wait of 5000 ms ended; the operation goes on,"
                            + " last seen RUNNING [not retryable]")
                    .hasNoCause();
            assertThat(error.resumeToken()).contains(operation.resumeToken());
            assertThat(bench.time.pendingTasks()).isZero();
            bench.nowSucceeds();
            CompletableFuture<String> again = operation.awaitAsync(Duration.ofSeconds(5));
            bench.time.advance(Duration.ofSeconds(5));
            assertThat(again).isCompletedWithValue("img-1");
        }
    }

    @Test
    void awaitAsync_whenCancelled_endsThisWaitOnly() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            CompletableFuture<String> one = operation.awaitAsync(CopyBench.HOUR);
            CompletableFuture<String> other = operation.awaitAsync(CopyBench.HOUR);

            one.cancel(true);
            bench.nowSucceeds();
            bench.time.advance(Duration.ofSeconds(2));

            assertThatThrownBy(one::join).isInstanceOf(CancellationException.class);
            assertThat(other).isCompletedWithValue("img-1");
            assertThat(bench.polls()).isEqualTo(1);
            assertThat(bench.transport.requests())
                    .noneMatch(request -> request.method().equals("DELETE"));
        }
    }

    @Test
    void awaitAsync_whenTheLastWaitIsCancelled_stopsPollingAndAbortsTheCallInFlight() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.transport.hang();
            CompletableFuture<String> one = operation.awaitAsync(CopyBench.HOUR);
            CompletableFuture<String> other = operation.awaitAsync(CopyBench.HOUR);
            bench.time.advance(Duration.ofSeconds(2));
            assertThat(bench.transport.open()).isEqualTo(1);

            one.cancel(true);
            assertThat(bench.transport.open()).isEqualTo(1);
            other.cancel(true);

            assertThat(bench.transport.open()).isZero();
            assertThat(bench.transport.cancelled()).isEqualTo(1);
            assertThat(bench.time.pendingTasks()).isZero();
        }
    }

    @Test
    void awaitAsync_whenItsCallerTimesItOutWithTheJdksMeans_stopsPollingToo() {
        try (CopyBench bench = new CopyBench(setup)) {
            CompletableFuture<String> wait = bench.start().awaitAsync(CopyBench.HOUR);

            wait.completeExceptionally(new TimeoutException()); // as orTimeout does

            assertThat(bench.time.pendingTasks()).isZero();
        }
    }

    @Test
    void awaitAsync_whenItsCallerCompletesIt_stopsPollingToo() {
        try (CopyBench bench = new CopyBench(setup)) {
            CompletableFuture<String> wait = bench.start().awaitAsync(CopyBench.HOUR);

            wait.complete("enough"); // as completeOnTimeout does

            assertThat(bench.time.pendingTasks()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void await_whenTheTimeoutIsNotPositive_refusesIt(long millis) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            assertThatThrownBy(() -> operation.awaitAsync(Duration.ofMillis(millis)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must be positive");
        }
    }

    @Test
    void await_whenManyWait_sharesOneLoopOfPolls() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            List<CompletableFuture<String>> waits = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                waits.add(operation.awaitAsync(CopyBench.HOUR));
            }
            bench.time.advance(Duration.ofSeconds(4));
            bench.nowSucceeds();
            bench.time.advance(Duration.ofSeconds(2));

            assertThat(bench.polls()).isEqualTo(3);
            assertThat(waits).allMatch(wait -> wait.join().equals("img-1"));
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
                    .startsWith("CopyClient.copyImage failed: the service does not tell how the operation stands: ");
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
    void await_whenThePollFunctionThrowsAnError_endsWithIt() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            Error broken = new StackOverflowError();
            bench.type.pollInstead = () -> {
                throw broken;
            };
            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
            bench.time.advance(Duration.ofSeconds(2));

            assertThat(CopyBench.failure(wait)).isSameAs(broken);
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

            assertThat(pollTimes(bench, Duration.ofSeconds(4))).startsWith(0L, 2_000L, 4_000L);
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
}
