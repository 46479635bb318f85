package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.event.Polled;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.event.StateChanged;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Progress listeners: order, isolation, end; and the events of the same polls. */
class OperationProgressTest {
    private final CopyBench.Setup setup = new CopyBench.Setup();

    private static void pollThrough(CopyBench bench, Operation<String> operation) {
        for (String status : List.of("WAITING", "RUNNING", "UNDOING", "ERROR")) {
            bench.nowAnswers(200, "{\"status\":\"" + status + "\"}");
            operation.poll();
        }
    }

    @Test
    void onProgress_whenPolled_hearsEachSnapshotInOrderAndThenNoMore() {
        try (CopyBench bench = new CopyBench(setup)) {
            List<OperationSnapshot<String>> heard = new ArrayList<>();
            Operation<String> operation = bench.start();

            assertThat(operation.onProgress(heard::add)).isSameAs(operation);
            pollThrough(bench, operation);
            operation.poll();

            assertThat(heard)
                    .extracting(OperationSnapshot::providerStatus)
                    .containsExactly("", "WAITING", "RUNNING", "UNDOING", "ERROR");
            assertThat(heard.get(4)).isSameAs(operation.latest());
        }
    }

    @Tag("FAULT-96")
    @Test
    void onProgress_whenItComesLate_hearsTheLatestAtOnceAndOnce() {
        try (CopyBench bench = new CopyBench(setup)) {
            List<OperationSnapshot<String>> heard = new ArrayList<>();
            Operation<String> operation = bench.start();
            OperationSnapshot<String> polled = operation.poll();

            operation.onProgress(heard::add);

            assertThat(heard).containsExactly(polled);
        }
    }

    @Test
    void onProgress_whenTheOperationIsOver_hearsTheEnd() {
        try (CopyBench bench = new CopyBench(setup)) {
            List<OperationSnapshot<String>> heard = new ArrayList<>();
            Operation<String> operation = bench.start();
            pollThrough(bench, operation);

            operation.onProgress(heard::add);
            operation.poll();

            assertThat(heard).containsExactly(operation.latest());
        }
    }

    @Tag("FAULT-96")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void await_whenThereAreListeners_returnsAfterTheyHeardTheEnd(boolean blocking) throws InterruptedException {
        setup.callbacks = Optional.empty();
        for (int round = 0; round < 50; round++) {
            try (CopyBench bench = new CopyBench(setup)) {
                List<OperationState> heard = new CopyOnWriteArrayList<>();
                Operation<String> operation = bench.start();
                bench.nowSucceeds();
                operation.onProgress(snapshot -> {
                    for (int spins = 0; spins < 10_000; spins++) {
                        Thread.onSpinWait();
                    }
                    heard.add(snapshot.state());
                });
                operation.poll();

                String image = blocking
                        ? operation.await(CopyBench.HOUR)
                        : operation
                                .awaitAsync(CopyBench.HOUR)
                                .orTimeout(60, TimeUnit.SECONDS)
                                .join();

                assertThat(image).isEqualTo("img-1");
                assertThat(heard).endsWith(OperationState.SUCCEEDED);
            }
        }
    }

    @Test
    void await_fromAListener_needNotHearOfTheEndItself() {
        setup.callbacks = Optional.empty();
        CompletableFuture<String> inner = new CompletableFuture<>();
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            operation.onProgress(snapshot -> {
                if (!inner.isDone()) {
                    try {
                        inner.complete(operation.await(CopyBench.HOUR));
                    } catch (InterruptedException e) {
                        inner.completeExceptionally(e);
                    }
                }
            });
            awaitTasks(bench, 2); // the end of the listener's own wait, and its poll
            bench.nowSucceeds();
            bench.time.advance(Duration.ofSeconds(2));

            assertThat(inner.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo("img-1");
        }
    }

    @Test
    void await_fromAListenerThatHearsTheEnd_returnsAtOnce() {
        setup.callbacks = Optional.empty();
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.nowSucceeds();
            operation.poll();
            CompletableFuture<String> inner = new CompletableFuture<>();

            operation.onProgress(
                    snapshot -> operation.awaitAsync(CopyBench.HOUR).thenAccept(inner::complete));

            assertThat(inner.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo("img-1");
            assertThat(bench.time.pendingTasks()).isZero();
        }
    }

    @Test
    void close_whenAWaitIsHeldBackByAListener_endsItAsTheOperationDid() {
        setup.callbacks = Optional.empty();
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<String> wait;
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start().onProgress(snapshot -> awaitQuietly(release));
            wait = operation.awaitAsync(CopyBench.HOUR);
            bench.nowSucceeds();
            operation.poll();
        }
        assertThat(wait.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo("img-1");
        release.countDown();
    }

    private static void awaitTasks(CopyBench bench, int count) {
        long giveUp = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (bench.time.pendingTasks() < count && System.nanoTime() < giveUp) {
            Thread.onSpinWait();
        }
    }

    @Test
    void onProgress_whenOneListenerThrows_disturbsNobody() {
        try (CopyBench bench = new CopyBench(setup)) {
            List<OperationSnapshot<String>> heard = new ArrayList<>();
            int[] calls = {0};
            Operation<String> operation = bench.start();
            operation
                    .onProgress(snapshot -> {
                        calls[0]++;
                        throw new AssertionError("an Error, as a failing assertion is");
                    })
                    .onProgress(snapshot -> {
                        calls[0]++;
                        throw new IllegalStateException("an exception");
                    })
                    .onProgress(heard::add);

            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
            bench.time.advance(Duration.ofSeconds(4));
            bench.nowSucceeds();
            bench.time.advance(Duration.ofSeconds(2));

            assertThat(heard).hasSize(4);
            assertThat(calls[0]).isEqualTo(8);
            assertThat(wait).isCompletedWithValue("img-1");
        }
    }

    @Test
    void events_whenPolled_tellEachSnapshotAndEachChangeOfState() {
        List<StateChanged> changes = new ArrayList<>();
        List<Polled> polls = new ArrayList<>();
        setup.listener = new SdkListener() {
            @Override
            public void stateChanged(StateChanged event) {
                changes.add(event);
            }

            @Override
            public void polled(Polled event) {
                polls.add(event);
            }
        };
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            polls.clear();
            pollThrough(bench, operation);

            assertThat(polls)
                    .extracting(polled -> polled.snapshot().providerStatus())
                    .containsExactly("WAITING", "RUNNING", "UNDOING", "ERROR");
            assertThat(changes)
                    .extracting(StateChanged::to)
                    .containsExactly(OperationState.RUNNING, OperationState.ROLLING_BACK, OperationState.FAILED);
            StateChanged last = changes.get(2);
            assertThat(last)
                    .isEqualTo(new StateChanged(
                            "CopyClient",
                            "copy-image",
                            "op-1",
                            OperationState.ROLLING_BACK,
                            OperationState.FAILED,
                            "ERROR"));
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
