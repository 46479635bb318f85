package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.OperationWaitTimeoutException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.NoLeaks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads join, leave, poll and close in real time: every wait ends, and polls do not pile up. */
@Tag("volume")
@Timeout(600)
class PollLoopStressTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 400;

    private final CopyBench.Setup setup = new CopyBench.Setup();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    /** A poll that takes a moment, unless it is aborted. */
    private CompletableFuture<PollResult<String>> slowly(TimeSource time, PollResult<String> result) {
        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        CompletableFuture<PollResult<String>> answer = new CompletableFuture<>();
        answer.whenComplete((value, thrown) -> underWay.decrementAndGet());
        time.schedule(Duration.ofNanos(200_000), () -> answer.complete(result));
        return answer;
    }

    private static void inThreads(CompletableFuture<?>[] threads, Style.Blocking<Object> work) {
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Style.inThread(work);
        }
        CompletableFuture.allOf(threads).orTimeout(500, TimeUnit.SECONDS).join();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void await_whenManyJoinAndLeave_allEndAndPollsDoNotPileUp(long seed) {
        NoLeaks leaks = NoLeaks.start();
        TimeSource time = TimeSource.system();
        setup.time = time;
        setup.closesTime = true;
        setup.callbacks = Optional.empty();
        setup.pollPolicy = new PollPolicy(
                Duration.ZERO, Duration.ofNanos(300_000), Duration.ofNanos(300_000), 0, 0.2, Duration.ZERO, 1_000_000);
        try (CopyBench bench = new CopyBench(setup)) {
            bench.type.pollInstead = () -> slowly(time, PollResult.pending(OperationState.RUNNING, "RUNNING"));
            bench.transport.answer(200, "{\"id\":\"op-1\"}");
            Operation<String> operation = bench.runtime.start(bench.type, "golden", CallOptions.defaults());
            ConcurrentLinkedQueue<CompletableFuture<String>> left = new ConcurrentLinkedQueue<>();
            AtomicInteger threads = new AtomicInteger();

            inThreads(new CompletableFuture<?>[THREADS], () -> {
                Random random = new Random(seed * 31 + threads.incrementAndGet());
                for (int round = 0; round < ROUNDS; round++) {
                    CompletableFuture<String> wait =
                            operation.awaitAsync(Duration.ofNanos(1 + random.nextInt(2_000_000)));
                    CompletableFuture<OperationSnapshot<String>> poll =
                            random.nextInt(4) == 0 ? operation.pollAsync() : null;
                    if (random.nextBoolean()) {
                        wait.cancel(true);
                    } else if (random.nextInt(8) == 0) {
                        assertThat(endOf(wait)).isInstanceOf(OperationWaitTimeoutException.class);
                    } else {
                        left.add(wait);
                    }
                    if (poll != null && random.nextBoolean()) {
                        poll.cancel(true);
                    }
                }
                return null;
            });

            left.forEach(wait -> assertThat(endOf(wait)).isInstanceOf(OperationWaitTimeoutException.class));
            bench.type.pollInstead = () -> slowly(time, PollResult.succeeded("DONE", "img-1"));
            assertThat(operation
                            .awaitAsync(Duration.ofSeconds(20))
                            .orTimeout(250, TimeUnit.SECONDS)
                            .join())
                    .isEqualTo("img-1");
        }
        assertThat(most.get()).isLessThanOrEqualTo(THREADS * 2);
        leaks.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void await_whenTheEndComesWhileManyJoin_allSeeIt(long seed) {
        Random random = new Random(seed);
        TimeSource time = TimeSource.system();
        setup.time = time;
        setup.closesTime = true;
        setup.callbacks = Optional.empty();
        setup.pollPolicy = setup.pollPolicy.toBuilder()
                .initialDelay(Duration.ZERO)
                .minInterval(Duration.ofSeconds(20)) // a wait that misses the end would hang
                .maxInterval(Duration.ofSeconds(20))
                .build();
        try (CopyBench bench = new CopyBench(setup)) {
            for (int round = 0; round < 100; round++) {
                bench.type.pollInstead = () -> slowly(time, PollResult.succeeded("DONE", "img-1"));
                bench.transport.answer(200, "{\"id\":\"op-1\"}");
                Operation<String> operation = bench.runtime.start(bench.type, "golden", CallOptions.defaults());
                int spins = random.nextInt(20_000);
                ConcurrentLinkedQueue<CompletableFuture<String>> waits = new ConcurrentLinkedQueue<>();
                inThreads(new CompletableFuture<?>[THREADS], () -> {
                    for (int i = 0; i < 10; i++) {
                        waits.add(operation.awaitAsync(Duration.ofSeconds(30)));
                        for (int spin = 0; spin < spins; spin++) {
                            Thread.onSpinWait();
                        }
                    }
                    return null;
                });
                waits.forEach(wait ->
                        assertThat(wait.orTimeout(100, TimeUnit.SECONDS).join()).isEqualTo("img-1"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void close_whileManyJoinAndLeave_endsEveryWait(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            CopyBench.Setup each = new CopyBench.Setup();
            TimeSource time = TimeSource.system();
            each.time = time;
            each.closesTime = true;
            each.pollPolicy =
                    each.pollPolicy.toBuilder().initialDelay(Duration.ZERO).build();
            int closeAfter = random.nextInt(40);
            try (CopyBench bench = new CopyBench(each)) {
                bench.type.pollInstead = () -> slowly(time, PollResult.pending(OperationState.RUNNING, "RUNNING"));
                bench.transport.answer(200, "{\"id\":\"op-1\"}");
                Operation<String> operation = bench.runtime.start(bench.type, "golden", CallOptions.defaults());
                AtomicInteger joined = new AtomicInteger();
                List<CompletableFuture<String>> waits = new ArrayList<>();
                inThreads(new CompletableFuture<?>[THREADS], () -> {
                    for (int i = 0; i < 10; i++) {
                        CompletableFuture<String> wait = operation.awaitAsync(Duration.ofMinutes(5));
                        synchronized (waits) {
                            waits.add(wait);
                        }
                        if (joined.incrementAndGet() == closeAfter) {
                            bench.runtime.close();
                        } else if (i % 3 == 0) {
                            wait.cancel(true);
                        }
                    }
                    return null;
                });
                bench.runtime.close();
                waits.stream().filter(wait -> !wait.isCancelled()).forEach(wait -> assertThat(endOf(wait))
                        .isInstanceOf(ClientClosedException.class));
            }
        }
    }

    private static Throwable endOf(CompletableFuture<String> wait) {
        return wait.handle((value, thrown) -> thrown)
                .orTimeout(100, TimeUnit.SECONDS)
                .join();
    }
}
