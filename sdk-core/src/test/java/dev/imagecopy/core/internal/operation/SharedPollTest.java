package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** One poll at a time for one operation, however many ask. */
class SharedPollTest {
    private final CopyBench.Setup setup = new CopyBench.Setup();

    @Test
    void pollAsync_whenAPollIsUnderWay_joinsIt() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.transport.answerAfter(Duration.ofSeconds(1), CopyBench.json(200, "{\"status\":\"RUNNING\"}"));
            CompletableFuture<OperationSnapshot<String>> one = operation.pollAsync();
            CompletableFuture<OperationSnapshot<String>> other = operation.pollAsync();
            bench.time.advance(Duration.ofSeconds(1));

            assertThat(one.join()).isSameAs(other.join());
            assertThat(bench.polls()).isEqualTo(1);
            assertThat(operation.pollAsync().join()).isNotSameAs(one.join());
            assertThat(bench.polls()).isEqualTo(2);
        }
    }

    @Test
    void pollAsync_whenTheLoopIsAsking_joinsIt() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.transport.answerAfter(
                    Duration.ofSeconds(1), CopyBench.json(200, "{\"status\":\"DONE\",\"image\":\"img-1\"}"));
            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
            bench.time.advance(Duration.ofSeconds(2));
            CompletableFuture<OperationSnapshot<String>> poll = operation.pollAsync();
            bench.time.advance(Duration.ofSeconds(1));

            assertThat(wait).isCompletedWithValue("img-1");
            assertThat(poll.join().state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(bench.polls()).isEqualTo(1);
        }
    }

    @Test
    void pollAsync_whenOneOfTwoIsCancelled_goesOnForTheOther() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.transport.answerAfter(Duration.ofSeconds(1), CopyBench.json(200, "{\"status\":\"RUNNING\"}"));
            CompletableFuture<OperationSnapshot<String>> one = operation.pollAsync();
            CompletableFuture<OperationSnapshot<String>> other = operation.pollAsync();

            one.cancel(true);
            one.cancel(true);
            assertThat(bench.transport.open()).isEqualTo(1);
            bench.time.advance(Duration.ofSeconds(1));

            assertThat(other).isCompleted();
        }
    }

    @Test
    void pollAsync_whenAllAreCancelled_abortsTheCallAndTheNextAsksAnew() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.transport.hang();
            CompletableFuture<OperationSnapshot<String>> one = operation.pollAsync();
            CompletableFuture<OperationSnapshot<String>> other = operation.pollAsync();
            one.cancel(true);
            other.cancel(true);

            assertThat(bench.transport.cancelled()).isEqualTo(1);
            assertThat(operation.pollAsync().join().state()).isEqualTo(OperationState.RUNNING);
        }
    }

    @Test
    void pollAsync_whenTheLoopStops_goesOn() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.transport.answerAfter(Duration.ofSeconds(1), CopyBench.json(200, "{\"status\":\"RUNNING\"}"));
            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);
            bench.time.advance(Duration.ofSeconds(2));
            CompletableFuture<OperationSnapshot<String>> poll = operation.pollAsync();

            wait.cancel(true);
            bench.time.advance(Duration.ofSeconds(1));

            assertThat(poll).isCompleted();
        }
    }

    /** A poll on a thread of its own, interrupted while {@code whileUnderWay} has joined it. */
    private static <T> T interruptedPoll(CopyBench bench, Operation<String> operation, Style.Blocking<T> whileUnderWay)
            throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch joined = new CountDownLatch(1);
        AtomicReference<Thread> owner = new AtomicReference<>();
        bench.transport.answerWith(request -> {
            owner.set(Thread.currentThread());
            asked.countDown();
            awaitUninterruptibly(joined);
            return CopyBench.json(200, "{}"); // the sleep of the exchange sees the interrupt
        });
        CompletableFuture<OperationSnapshot<String>> poll = Style.inThread(operation::poll);
        asked.await();
        T result = whileUnderWay.call();
        owner.get().interrupt();
        joined.countDown();
        assertThatThrownBy(() -> poll.orTimeout(60, TimeUnit.SECONDS).join())
                .hasCauseInstanceOf(SdkInterruptedException.class);
        return result;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void poll_whenItsThreadIsInterrupted_thePollAsyncThatHadJoinedAsksOnItsOwn() throws Exception {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();

            CompletableFuture<OperationSnapshot<String>> joined =
                    interruptedPoll(bench, operation, operation::pollAsync);

            assertThat(Style.valueOf(bench, joined).state()).isEqualTo(OperationState.RUNNING);
            assertThat(operation.lastPollError()).isEmpty();
        }
    }

    @Test
    void poll_whenItsThreadIsInterrupted_theWaitThatHadJoinedGoesOn() throws Exception {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            CompletableFuture<String> wait = operation.awaitAsync(CopyBench.HOUR);

            interruptedPoll(bench, operation, () -> {
                bench.time.advance(Duration.ofSeconds(2));
                return null;
            });
            bench.nowSucceeds();

            assertThat(Style.valueOf(bench, wait)).isEqualTo("img-1");
        }
    }

    @Test
    void poll_whenItsThreadIsInterrupted_thePollOnAnotherThreadThatHadJoinedAsksOnItsOwn() throws Exception {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();

            CompletableFuture<OperationSnapshot<String>> joined = interruptedPoll(bench, operation, () -> {
                AtomicReference<Thread> joiner = new AtomicReference<>();
                CompletableFuture<OperationSnapshot<String>> poll = Style.inThread(() -> {
                    joiner.set(Thread.currentThread());
                    return operation.poll();
                });
                while (joiner.get() == null || joiner.get().getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                return poll;
            });

            assertThat(Style.valueOf(bench, joined).state()).isEqualTo(OperationState.RUNNING);
        }
    }

    @Test
    void poll_whenInterruptedInAJoinedPoll_throwsWithTheFlagAndLeavesThePollToOthers() {
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.transport.answerAfter(Duration.ofSeconds(1), CopyBench.json(200, "{\"status\":\"RUNNING\"}"));
            CompletableFuture<OperationSnapshot<String>> other = operation.pollAsync();

            Thread.currentThread().interrupt();
            assertThatThrownBy(operation::poll)
                    .isInstanceOf(SdkInterruptedException.class)
                    .hasMessageContaining("CopyClient.poll");
            assertThat(Thread.interrupted()).isTrue();
            bench.time.advance(Duration.ofSeconds(1));

            assertThat(other).isCompleted();
        }
    }

    /** Two threads that wait for one poll would otherwise overwrite each other's frames. */
    @Test
    void poll_whenThePollOfAnotherThreadFails_throwsAnExceptionOfItsOwn() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (CopyBench bench = new CopyBench(setup)) {
            Operation<String> operation = bench.start();
            bench.transport.answerWith(request -> {
                asked.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return CopyBench.json(403, "{}");
            });
            AtomicReference<Throwable> first = new AtomicReference<>();
            Thread firstThread = new Thread(() -> pollHere(operation, first), "first");
            firstThread.start();
            asked.await();
            AtomicReference<Throwable> second = new AtomicReference<>();
            Thread secondThread = new Thread(() -> joinThere(operation, second), "second");
            secondThread.start();
            while (secondThread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            release.countDown();
            firstThread.join();
            secondThread.join();

            assertThat(bench.polls()).isEqualTo(1);
            assertThat(second.get())
                    .isNotSameAs(first.get())
                    .hasSameClassAs(first.get())
                    .hasMessage(first.get().getMessage());
            assertThat(methods(first.get())).contains("pollHere").doesNotContain("joinThere");
            assertThat(methods(second.get())).contains("joinThere");
        }
    }

    private static void pollHere(Operation<String> operation, AtomicReference<Throwable> failure) {
        try {
            operation.poll();
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }

    private static void joinThere(Operation<String> operation, AtomicReference<Throwable> failure) {
        try {
            operation.poll();
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }

    private static List<String> methods(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .map(StackTraceElement::getMethodName)
                .toList();
    }
}
