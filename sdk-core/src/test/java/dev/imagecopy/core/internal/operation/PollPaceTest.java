package dev.imagecopy.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.spi.PollResult;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The pace of all polls of one client: its ceiling, and a machine that slept. */
class PollPaceTest {
    private final CopyBench.Setup setup = new CopyBench.Setup();
    private final List<Long> pollsAt = new ArrayList<>(); // nanoseconds
    private final List<CompletableFuture<String>> waits = new ArrayList<>();

    private ManualTimeSource clockOfAClientWith(int pollsPerSecond) {
        ManualTimeSource clock = new ManualTimeSource();
        setup.time = clock;
        setup.pollPolicy = PollPolicy.standard().toBuilder()
                .maxPollsPerSecond(pollsPerSecond)
                .build();
        return clock;
    }

    private void startWaits(CopyBench bench, TimeSource clock, int count) {
        bench.type.pollInstead = () -> {
            pollsAt.add(clock.nanoTime());
            return CompletableFuture.completedFuture(PollResult.pending(OperationState.RUNNING, "RUNNING"));
        };
        bench.transport.otherwise(request -> CopyBench.json(200, "{\"id\":\"op\"}"));
        for (int i = 0; i < count; i++) {
            Operation<String> operation = bench.runtime.start(bench.type, "golden", CallOptions.defaults());
            waits.add(operation.awaitAsync(Duration.ofDays(1)));
        }
    }

    /** The largest number of polls in any one second. */
    private int busiestSecond() {
        int busiest = 0;
        int from = 0;
        for (int to = 0; to < pollsAt.size(); to++) {
            while (pollsAt.get(to) - pollsAt.get(from) >= 1_000_000_000L) {
                from++;
            }
            busiest = Math.max(busiest, to - from + 1);
        }
        return busiest;
    }

    @Test
    void polls_whenMoreAreDueThanTheCeilingAllows_stretchEvenly() {
        ManualTimeSource clock = clockOfAClientWith(20);
        try (CopyBench bench = new CopyBench(setup)) {
            startWaits(bench, clock, 100); // at 2 s intervals they want 50 polls a second
            clock.advance(Duration.ofSeconds(30));

            assertThat(busiestSecond()).isLessThanOrEqualTo(20 + 10); // the burst after the quiet 2 s
            assertThat(pollsAt).hasSizeBetween(28 * 20 - 1, 28 * 20 + 11);
            long first = pollsAt.get(0);
            assertThat(first).isEqualTo(Duration.ofSeconds(2).toNanos());
            waits.forEach(wait -> wait.cancel(true));
        }
        assertThat(clock.pendingTasks()).isZero();
    }

    @Test
    void polls_whenNewsComeAtTheCeiling_waitNeitherForTheirTurnNorForTheTimer() {
        ManualTimeSource clock = clockOfAClientWith(1);
        try (CopyBench bench = new CopyBench(setup)) {
            CompletableFuture<String> news = new CompletableFuture<>();
            bench.type.news = Optional.of(news);
            startWaits(bench, clock, 20);
            clock.advance(Duration.ofMillis(2_500));
            assertThat(pollsAt).hasSizeLessThanOrEqualTo(3); // all are due, and most hold a place in the queue

            pollsAt.clear();
            news.complete("all have ended");

            assertThat(pollsAt).hasSize(20);
            waits.forEach(wait -> wait.cancel(true));
        }
        assertThat(clock.pendingTasks()).isZero();
    }

    @Test
    void polls_whenEachOperationGetsItsTurn_noneStarves() {
        ManualTimeSource clock = clockOfAClientWith(10);
        int[] polled = new int[40];
        try (CopyBench bench = new CopyBench(setup)) {
            bench.transport.otherwise(request -> {
                String path = request.uri().getPath();
                if (request.method().equals("POST")) {
                    return CopyBench.json(200, "{\"id\":\"" + waits.size() + "\"}");
                }
                polled[Integer.parseInt(path.substring(path.lastIndexOf('/') + 1))]++;
                return CopyBench.json(200, "{\"status\":\"RUNNING\"}");
            });
            for (int i = 0; i < polled.length; i++) {
                waits.add(bench.runtime
                        .start(bench.type, "golden", CallOptions.defaults())
                        .awaitAsync(Duration.ofDays(1)));
            }
            clock.advance(Duration.ofSeconds(62));
            waits.forEach(wait -> wait.cancel(true));
        }
        for (int count : polled) {
            assertThat(count).isBetween(600 / 40 - 7, 600 / 40 + 3);
        }
    }

    @Test
    void polls_whenTheMachineSleptForAnHour_goOutOncePerOperationAndSpread() {
        ManualTimeSource clock = new ManualTimeSource();
        setup.time = clock;
        setup.random = new Random(7);
        try (CopyBench bench = new CopyBench(setup)) {
            startWaits(bench, clock, 2_000);
            clock.advance(Duration.ofSeconds(20));
            pollsAt.clear();

            clock.sleepThrough(Duration.ofHours(1));
            clock.advance(Duration.ofSeconds(12)); // intervals are now at least 24 s

            assertThat(pollsAt).hasSize(2_000);
            assertThat(busiestSecond()).isLessThanOrEqualTo(500 + 10);
            waits.forEach(wait -> wait.cancel(true));
        }
    }
}
