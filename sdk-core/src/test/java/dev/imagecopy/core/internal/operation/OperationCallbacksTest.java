package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.event.AttemptFinished;
import dev.imagecopy.core.event.Polled;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.testing.NoLeaks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callbacks that block, throw or call the client do to others. */
class OperationCallbacksTest {
    private final CopyBench.Setup setup = new CopyBench.Setup();

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void onProgress_whenOneListenerBlocks_othersAndWaitsGoOn() throws InterruptedException {
        setup.callbacks = Optional.empty();
        NoLeaks leaks = NoLeaks.start();
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch heardByOther = new CountDownLatch(3);
        List<OperationState> heardLate = new CopyOnWriteArrayList<>();
        CountDownLatch lateDone = new CountDownLatch(3);
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            operation
                    .onProgress(snapshot -> {
                        awaitQuietly(release);
                        heardLate.add(snapshot.state());
                        lateDone.countDown();
                    })
                    .onProgress(snapshot -> heardByOther.countDown());

            operation.poll();
            bench.nowSucceeds();
            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
            bench.time.advance(Duration.ofSeconds(2));

            assertThat(heardByOther.await(60, TimeUnit.SECONDS)).isTrue();
            bench.time.advance(Duration.ofSeconds(1)); // as long as listeners may hold the end back
            assertThat(wait.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo("img-1");
            assertThat(heardLate).isEmpty();
            release.countDown();
            assertThat(lateDone.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(heardLate)
                    .containsExactly(OperationState.QUEUED, OperationState.RUNNING, OperationState.SUCCEEDED);
        }
        leaks.close();
    }

    @Test
    void onProgress_whenAllListenerThreadsBlock_futuresAreCompletedAllTheSame() {
        setup.callbacks = Optional.empty();
        CountDownLatch release = new CountDownLatch(1);
        try (CopyBench bench = new CopyBench(setup)) {
            List<CompletableFuture<String>> waits = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                waits.add(bench.start()
                        .onProgress(snapshot -> awaitQuietly(release))
                        .awaitAsync(CopyBench.HOUR));
            }
            bench.time.advance(Duration.ofSeconds(2));
            bench.nowSucceeds();
            bench.time.advance(Duration.ofSeconds(2));
            bench.time.advance(Duration.ofSeconds(1)); // as long as listeners may hold the end back

            for (CompletableFuture<String> wait : waits) {
                assertThat(wait.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo("img-1");
            }
            release.countDown();
        }
    }

    @Tag("FAULT-94")
    @Test
    void onProgress_whenManyListenersBlock_othersHearAllTheSame() throws InterruptedException {
        setup.callbacks = Optional.empty();
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch heard = new CountDownLatch(1);
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            for (int i = 0; i < 600; i++) {
                operation.onProgress(snapshot -> awaitQuietly(release));
            }

            operation.onProgress(snapshot -> heard.countDown());

            assertThat(heard.await(60, TimeUnit.SECONDS)).isTrue();
            release.countDown();
        }
    }

    @Tag("FAULT-94")
    @Test
    void futures_whenManyOfTheirStagesBlock_othersAreCompletedAllTheSame() {
        setup.callbacks = Optional.empty();
        CountDownLatch release = new CountDownLatch(1);
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            for (int i = 0; i < 300; i++) {
                CompletableFuture<?> unused =
                        operation.awaitAsync(CopyBench.HOUR).thenAccept(image -> awaitQuietly(release));
            }
            bench.nowSucceeds();
            bench.time.advance(Duration.ofSeconds(2));

            assertThat(operation
                            .awaitAsync(CopyBench.HOUR)
                            .orTimeout(60, TimeUnit.SECONDS)
                            .join())
                    .isEqualTo("img-1");
            release.countDown();
        }
    }

    /** As an executor does that has a bounded queue, or that runs work itself. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void await_whenTheExecutorOfAnotherWaitBlocks_ends(boolean byClosing) {
        CountDownLatch release = new CountDownLatch(1);
        setup.callbacks = Optional.of(work -> {
            awaitQuietly(release);
            work.run();
        });
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            List<CompletableFuture<String>> others = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                others.add(operation.awaitAsync(CopyBench.HOUR));
            }
            CompletableFuture<String> wait = Style.parkedInThread(() -> operation.await(CopyBench.HOUR));
            bench.nowSucceeds();

            CompletableFuture<?> end = Style.inThread(() -> {
                if (byClosing) {
                    bench.runtime.close();
                } else {
                    bench.time.advance(Duration.ofSeconds(2));
                }
                return "";
            });

            assertThat(wait.orTimeout(60, TimeUnit.SECONDS)
                            .handle((image, thrown) -> thrown == null)
                            .join())
                    .isEqualTo(!byClosing);
            assertThat(wait).isDone();
            release.countDown();
            end.join();
            assertThat(others).allSatisfy(other -> assertThat(other).isDone());
        }
    }

    /** A listener on the thread of the poll, which would wait for itself. */
    @Test
    void poll_fromAListener_asksOnItsOwn() {
        try (CopyBench bench = new CopyBench(setup)) {
            List<OperationState> polled = new ArrayList<>();
            Operation<String> operation = bench.start();
            operation.onProgress(snapshot -> {
                if (polled.size() < 2) {
                    polled.add(operation.poll().state());
                }
            });
            operation.poll();

            assertThat(polled).containsExactly(OperationState.RUNNING, OperationState.RUNNING);
            assertThat(operation.pollAsync()).isCompleted();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void poll_fromAnSdkListener_asksOnItsOwnOrIsRefused(boolean afterTheAnswer) {
        List<Object> ended = new ArrayList<>();
        List<Operation<String>> operations = new ArrayList<>();
        setup.listener = new SdkListener() {
            @Override
            public void polled(Polled event) {
                if (afterTheAnswer) {
                    pollOnce();
                }
            }

            @Override
            public void attemptFinished(AttemptFinished event) {
                if (!afterTheAnswer) {
                    pollOnce();
                }
            }

            private void pollOnce() {
                if (!operations.isEmpty() && ended.isEmpty()) {
                    ended.add("begun");
                    try {
                        ended.add(operations.get(0).poll().state());
                    } catch (IllegalStateException e) {
                        ended.add(e.getMessage());
                    }
                }
            }
        };
        try (CopyBench bench = new CopyBench(setup)) {
            operations.add(bench.start());
            operations.get(0).poll();

            assertThat(ended).hasSize(2);
            assertThat(ended.get(1).toString()).contains(afterTheAnswer ? "RUNNING" : "in the middle of a poll");
        }
    }

    @Test
    void awaitAsync_whenTheExecutorRefusesWork_isCompletedAllTheSame() {
        setup.callbacks = Optional.of(work -> {
            throw new RejectedExecutionException("shut down");
        });
        try (CopyBench bench = new CopyBench(setup)) {
            List<OperationSnapshot<String>> heard = new ArrayList<>();
            Operation<String> operation = bench.start().onProgress(heard::add);
            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
            bench.nowSucceeds();
            bench.time.advance(Duration.ofSeconds(2));

            assertThat(wait).isCompletedWithValue("img-1");
            assertThat(heard).hasSize(2);
        }
    }

    @Test
    void futures_whenCompleted_areContinuedOnTheCallbackExecutor() {
        List<Runnable> handedOver = new ArrayList<>();
        setup.callbacks = Optional.of(handedOver::add);
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            List<CompletableFuture<?>> futures =
                    List.of(operation.awaitAsync(CopyBench.HOUR), operation.pollAsync(), operation.cancelAsync());
            bench.nowSucceeds();
            bench.time.advance(Duration.ofSeconds(2));

            assertThat(futures).noneMatch(CompletableFuture::isDone);
            assertThat(handedOver).hasSize(3);
            handedOver.forEach(Runnable::run);
            assertThat(futures).allMatch(CompletableFuture::isDone);
        }
    }
}
