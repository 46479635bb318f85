package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.OperationCancelledException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.error.OperationWaitTimeoutException;
import dev.imagecopy.core.error.PollingStoppedException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.ForwardingTimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
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

    @Tag("FAULT-92")
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

    /** The exception of such a wait needs a token, which cannot be made of an id of this length. */
    private static Operation<String> withoutToken(CopyBench bench) {
        bench.transport.answer(200, "{\"id\":\"" + "i".repeat(2000) + "\"}");
        return bench.runtime.start(bench.type, "golden", CallOptions.defaults());
    }

    @Tag("FAULT-90")
    @Test
    void await_whenTheExceptionOfItsEndCannotBeMade_endsAllTheSame() {
        for (Consumer<CopyBench> end : List.<Consumer<CopyBench>>of(
                bench -> bench.time.advance(Duration.ofHours(2)), // the timeouts
                bench -> bench.runtime.close(),
                bench -> {
                    bench.type.pollInstead = () -> CompletableFuture.completedFuture(PollResult.ended(
                            OperationState.FAILED, "ERROR", new OperationFailure("Disk", "full", Optional.empty())));
                    bench.time.advance(Duration.ofSeconds(2));
                },
                bench -> {
                    bench.type.pollInstead =
                            () -> CompletableFuture.failedFuture(new IllegalStateException("a provider's bug"));
                    bench.time.advance(Duration.ofSeconds(2));
                })) {
            try (CopyBench bench = new CopyBench(new CopyBench.Setup())) {
                Operation<String> operation = withoutToken(bench);
                bench.type.pollInstead = CompletableFuture::new;
                List<CompletableFuture<String>> waits =
                        List.of(operation.awaitAsync(CopyBench.HOUR), operation.awaitAsync(CopyBench.HOUR));

                end.accept(bench);

                assertThat(waits).allMatch(CompletableFuture::isCompletedExceptionally);
                assertThat(bench.time.pendingTasks()).isZero();
            }
        }
    }

    @Test
    void await_whenTheTimeSourceThrows_endsTheWaitAndNotTheOthers() {
        AtomicInteger failures = new AtomicInteger();
        setup.time = failing(setup.manual, failures);
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            failures.set(1);
            assertThat(CopyBench.failure(operation.awaitAsync(CopyBench.HOUR)))
                    .satisfies(stopped -> assertGoesOn(operation, stopped));
            assertThat(bench.time.pendingTasks()).isZero();

            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
            failures.set(1);
            bench.time.advance(Duration.ofSeconds(2));

            assertThat(CopyBench.failure(wait)).satisfies(stopped -> assertGoesOn(operation, stopped));
        }
    }

    /** Whoever gets an exception that says nothing of the operation might start it again. */
    private static void assertGoesOn(Operation<String> operation, Throwable stopped) {
        assertThat(stopped).isInstanceOfSatisfying(PollingStoppedException.class, known -> {
            assertThat(known.resumeToken()).contains(operation.resumeToken());
            assertThat(known)
                    .hasMessageContaining("the operation goes on")
                    .cause()
                    .hasMessage("no timer");
        });
    }

    @Test
    void await_whenACancelledTimerThrows_endsAllTheSame() {
        TimeSource manual = setup.manual;
        setup.time = new ForwardingTimeSource(manual) {
            @Override
            public Timer schedule(Duration delay, Runnable task) {
                Timer timer = manual.schedule(delay, task);
                return () -> {
                    timer.cancel();
                    throw new IllegalStateException("no timer");
                };
            }
        };
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            CompletableFuture<String> one = operation.awaitAsync(CopyBench.HOUR);
            CompletableFuture<String> other = operation.awaitAsync(CopyBench.HOUR);
            bench.nowSucceeds();

            operation.poll();

            assertThat(one).isCompletedWithValue("img-1");
            assertThat(other).isCompletedWithValue("img-1");
        }
    }

    /** Throws as often as the number says instead of setting a timer. */
    private static TimeSource failing(TimeSource manual, AtomicInteger failures) {
        return new ForwardingTimeSource(manual) {
            @Override
            public Timer schedule(Duration delay, Runnable task) {
                if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    throw new IllegalStateException("no timer");
                }
                return manual.schedule(delay, task);
            }
        };
    }

    @Test
    void await_whenTheCallbackExecutorThrows_completesItsFutureOnce() {
        AtomicInteger thrown = new AtomicInteger();
        for (Executor executor : List.<Executor>of(
                work -> {
                    thrown.incrementAndGet();
                    throw new UnsupportedOperationException("not today");
                },
                work -> {
                    thrown.incrementAndGet();
                    throw new OutOfMemoryError("unable to create native thread");
                },
                work -> {
                    work.run();
                    thrown.incrementAndGet();
                    throw new IllegalStateException("after the work");
                })) {
            CopyBench.Setup throwing = new CopyBench.Setup();
            throwing.callbacks = Optional.of(executor);
            try (CopyBench bench = new CopyBench(throwing)) {
                Operation<String> operation = bench.start();
                List<OperationState> heard = new ArrayList<>();
                operation.onProgress(snapshot -> heard.add(snapshot.state()));
                CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
                bench.nowSucceeds();
                bench.time.advance(Duration.ofSeconds(2));

                assertThat(wait).isCompletedWithValue("img-1");
                assertThat(heard).endsWith(OperationState.SUCCEEDED);
                assertThat(heard.stream().filter(OperationState::isTerminal)).hasSize(1);
                assertThat(bench.runtime.startAsync(bench.type, "golden", CallOptions.defaults()))
                        .isDone();
            }
        }
        assertThat(thrown).hasPositiveValue();
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
