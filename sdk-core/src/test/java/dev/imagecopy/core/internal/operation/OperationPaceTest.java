package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.error.OperationWaitTimeoutException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.operation.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a wait asks the service. */
class OperationPaceTest {
    private final CopyBench.Setup setup = new CopyBench.Setup();

    /** The times at which polls went out, in milliseconds since the start. */
    static List<Long> pollTimes(CopyBench bench, Duration span) {
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
}
