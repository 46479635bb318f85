package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.internal.Lifecycle;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.NoLeaks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Interrupts, and the end of the client. */
class ClientCloseTest {
    private final CopyBench.Setup setup = new CopyBench.Setup();

    @Test
    void await_whenInterrupted_throwsAndAbortsTheCallInFlight() throws InterruptedException {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.transport.hang();
            Thread[] waiter = new Thread[1];
            CompletableFuture<String> wait = Style.inThread(() -> {
                waiter[0] = Thread.currentThread();
                return operation.await(CopyBench.HOUR);
            });
            awaitTasks(bench, 2); // the wait's end and the first poll
            bench.time.advance(Duration.ofSeconds(2));
            assertThat(bench.transport.open()).isEqualTo(1);

            waiter[0].interrupt();

            assertThatThrownBy(() -> wait.orTimeout(60, TimeUnit.SECONDS).join())
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(bench.transport.cancelled()).isEqualTo(1);
            assertThat(bench.time.pendingTasks()).isZero();
        }
    }

    @Test
    void await_whenInterruptedWhileOthersWait_leavesThemTheCallInFlight() throws InterruptedException {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.transport.answerAfter(
                    Duration.ofSeconds(1), CopyBench.json(200, "{\"status\":\"DONE\",\"image\":\"img-1\"}"));
            CompletableFuture<String> other = operation.awaitAsync(CopyBench.HOUR);
            Thread[] waiter = new Thread[1];
            CompletableFuture<String> wait = Style.inThread(() -> {
                waiter[0] = Thread.currentThread();
                return operation.await(CopyBench.HOUR);
            });
            awaitTasks(bench, 3);
            bench.time.advance(Duration.ofSeconds(2));

            waiter[0].interrupt();
            assertThatThrownBy(() -> wait.orTimeout(60, TimeUnit.SECONDS).join())
                    .hasCauseInstanceOf(InterruptedException.class);
            bench.time.advance(Duration.ofSeconds(1));

            assertThat(other).isCompletedWithValue("img-1");
        }
    }

    @Test
    void await_whenTheThreadComesInterrupted_throwsAndLeavesNothing() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> operation.await(CopyBench.HOUR)).isInstanceOf(InterruptedException.class);

            assertThat(bench.time.pendingTasks()).isZero();
        }
    }

    private static void awaitTasks(CopyBench bench, int count) {
        long giveUp = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (bench.time.pendingTasks() < count && System.nanoTime() < giveUp) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @EnumSource
    void await_whenTheClientIsClosed_failsWithTheToken(Style style) {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.runtime.close();

            assertThatThrownBy(() -> style.await(bench, operation, CopyBench.HOUR))
                    .isInstanceOfSatisfying(ClientClosedException.class, error -> assertThat(error.resumeToken())
                            .contains(operation.resumeToken()));
            assertThatThrownBy(() -> style.poll(bench, operation))
                    .isInstanceOfSatisfying(ClientClosedException.class, error -> assertThat(error.resumeToken())
                            .contains(operation.resumeToken()));
            assertThat(bench.time.pendingTasks()).isZero();
        }
    }

    @Test
    void close_whenAPollIsInFlight_waitsEndWithTheToken() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.transport.hang();
            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
            CompletableFuture<String> other = operation.awaitAsync(CopyBench.HOUR);
            bench.time.advance(Duration.ofSeconds(2));

            bench.runtime.close();
            bench.runtime.close();

            for (CompletableFuture<String> ended : List.of(wait, other)) {
                assertThat(CopyBench.failure(ended))
                        .isInstanceOfSatisfying(ClientClosedException.class, error -> assertThat(error.resumeToken())
                                .contains(operation.resumeToken()));
            }
            assertThat(bench.time.pendingTasks()).isZero();
        }
    }

    @Test
    void close_whenTheOperationWasOver_resultsStayReadable() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.nowSucceeds();
            operation.poll();
            bench.runtime.close();

            assertThat(operation.awaitAsync(CopyBench.HOUR)).isCompletedWithValue("img-1");
            assertThat(operation.poll().state()).isEqualTo(OperationState.SUCCEEDED);
        }
    }

    @Test
    void close_whenTransportAndTimeAreBorrowed_leavesThemOpen() {
        try (CopyBench bench = new CopyBench(setup)) {
            bench.runtime.close();
            assertThat(bench.transport.isClosed()).isFalse();
            bench.time.schedule(Duration.ZERO, () -> {});
            assertThat(bench.time.pendingTasks()).isEqualTo(1);
        }
    }

    @Test
    @Tag("volume")
    void close_when10000OperationsAreWaitedFor_endsAllWithTheirTokensOnFewThreads() {
        NoLeaks leaks = NoLeaks.start();
        setup.time = TimeSource.system();
        setup.closesTime = true;
        setup.callbacks = Optional.empty();
        int before = Thread.activeCount();
        try (CopyBench bench = new CopyBench(setup)) {
            AtomicInteger ids = new AtomicInteger();
            bench.transport.otherwise(request ->
                    CopyBench.json(200, "{\"id\":\"op-" + ids.incrementAndGet() + "\",\"status\":\"RUNNING\"}"));
            List<Operation<String>> operations = new ArrayList<>();
            List<CompletableFuture<String>> waits = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                Operation<String> operation = bench.runtime.start(bench.type, "golden", CallOptions.defaults());
                operations.add(operation);
                waits.add(operation.awaitAsync(CopyBench.HOUR));
            }
            assertThat(Thread.activeCount() - before).isLessThanOrEqualTo(8);

            bench.runtime.close();
            CompletableFuture<?> all = CompletableFuture.allOf(waits.toArray(CompletableFuture[]::new));
            assertThatThrownBy(() -> all.orTimeout(60, TimeUnit.SECONDS).join())
                    .hasCauseInstanceOf(ClientClosedException.class);
            for (int i = 0; i < waits.size(); i++) {
                assertThat(((SdkException) CopyBench.failure(waits.get(i))).resumeToken())
                        .contains(operations.get(i).resumeToken());
            }
        }
        leaks.close();
    }

    @Test
    void close_whenASourceOfCredentialsHangs_wakesIt() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch woken = new CountDownLatch(1);
        try (CopyBench bench = new CopyBench(setup)) {
            bench.starter.foreignWork().execute(() -> {
                begun.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    woken.countDown();
                }
            });
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(woken.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void close_whenOnePartThrows_theOthersHearOfItAllTheSame() {
        Lifecycle lifecycle = new Lifecycle();
        List<String> heard = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            lifecycle.onClose(() -> {
                heard.add("closed");
                throw new IllegalStateException("a bug");
            });
        }
        Runnable forgotten = () -> heard.add("forgotten");
        lifecycle.onClose(forgotten);
        lifecycle.forget(forgotten);

        assertThat(lifecycle.isClosed()).isFalse();
        assertThat(lifecycle.close()).isTrue();
        assertThat(lifecycle.close()).isFalse();
        assertThat(heard).hasSize(10).containsOnly("closed");
        assertThat(lifecycle.isClosed()).isTrue();
        lifecycle.onClose(() -> heard.add("late"));
        assertThat(heard).endsWith("late");
    }
}
