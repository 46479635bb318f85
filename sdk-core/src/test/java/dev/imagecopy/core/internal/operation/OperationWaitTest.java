package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.OperationCancelledException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.error.OperationWaitTimeoutException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.PollResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How waits end, and that they share one loop of polls. */
class OperationWaitTest {
    private final CopyBench.Setup setup = new CopyBench.Setup();

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
    void await_whenTheTimeoutIsLongerThanAnyClock_waitsUntilTheEnd() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            CompletableFuture<String> wait = operation.awaitAsync(Duration.ofSeconds(Long.MAX_VALUE));
            CompletableFuture<String> late = operation.awaitAsync(Duration.ofSeconds(Long.MAX_VALUE));
            bench.nowSucceeds();
            bench.time.advance(Duration.ofSeconds(2));

            assertThat(wait).isCompletedWithValue("img-1");
            assertThat(late).isCompletedWithValue("img-1");
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
}
