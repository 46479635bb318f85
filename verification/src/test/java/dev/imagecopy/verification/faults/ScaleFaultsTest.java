package dev.imagecopy.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.event.CallStarted;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.core.retry.RateLimiter;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.verification.schedules.ModelType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Rows 74 and 80: many operations at once. In memory and on one thread, so that nothing but the SDK takes time. */
@FaultTable
class ScaleFaultsTest {
    private static final int SLEEPERS = 2_000;
    private static final int FLEET = 100_000;
    private static final int CALLS_PER_SECOND = 2_000;
    private static final int BURST = 10;
    private static final int MOST_BYTES_EACH = 4_096;
    private static final ModelType COPIES = new ModelType(Repeatability.ONCE);

    @Tag("FAULT-74")
    @Test
    void polls_whenTheMachineSlept_areNotMadeUpFor(Watch watch) throws Exception {
        ManualTimeSource time = watch.clock();
        Busiest polls = new Busiest(time);
        Map<String, Integer> pollsOfEach = new HashMap<>();
        FakeTransport transport = new FakeTransport(time);
        transport.otherwise(request -> {
            if (request.method().equals("POST")) {
                return Probe.json("{\"id\":\"op-" + transport.sent().size() + "\"}");
            }
            polls.count();
            pollsOfEach.merge(request.uri().getPath(), 1, Integer::sum);
            return Probe.json("{\"status\":\"RUNNING\"}");
        });
        Probe probe = watch.own(Probe.inMemory(transport, time).build());
        List<CompletableFuture<String>> waits = new ArrayList<>();
        for (int i = 0; i < SLEEPERS; i++) {
            waits.add(probe.copy(Mode.ASYNC).awaitAsync(Mode.FOR_EVER));
        }
        time.advance(Duration.ofSeconds(20));
        pollsOfEach.clear();
        time.sleepThrough(Duration.ofHours(1));
        time.advance(Duration.ofSeconds(12)); // intervals are now at least 24 s
        assertThat(pollsOfEach.values()).hasSize(SLEEPERS).containsOnly(1);
        int ceiling = PollPolicy.standard().maxPollsPerSecond() + BURST;
        assertThat(polls.most()).isLessThanOrEqualTo(ceiling);
        waits.forEach(wait -> wait.cancel(true));
        watch.saw("1 poll for each of 2,000 operations, at most " + ceiling + " in any second");
    }

    /** One logical copy: its start, then its wait. */
    private static final class Copy {
        final String name;
        CompletableFuture<String> result = new CompletableFuture<>();

        Copy(int number) {
            name = "image-" + number;
        }
    }

    /** A client that is closed while every tenth copy or so is under way, and another that picks those up. */
    @Tag("FAULT-80")
    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
    void copies_whenThereAre100000_endAsTheServiceSays(Watch watch) {
        ManualTimeSource time = watch.clock();
        FleetService service = new FleetService(time, new Random(80));
        Busiest polls = new Busiest(time);
        Probe probe = client(watch, service, time, polls);
        long before = usedHeap();
        List<Copy> copies = new ArrayList<>(FLEET);
        for (int i = 0; i < FLEET; i++) {
            copies.add(started(probe, new Copy(i)));
        }
        time.advance(Duration.ofSeconds(30)); // some wait for their turn to start, some for a poll
        assertThat((usedHeap() - before) / FLEET).isLessThan(MOST_BYTES_EACH);
        time.advance(Duration.ofSeconds(200));
        probe.close();
        assertThat(copies).allMatch(copy -> copy.result.isDone());
        service.heal();
        Probe next = client(watch, service, time, polls);
        int resumed = 0;
        for (Copy copy : copies) {
            resumed += isSettled(copy, service) ? 0 : resume(next, copy);
        }
        for (Copy copy : copies) {
            while (!copy.result.isDone()) {
                assertThat(time.advanceToNextTask()).isTrue();
            }
        }
        assertThat(resumed).isPositive();
        assertThat(copies).allMatch(copy -> isSettled(copy, service));
        assertThat(service.doubles()).isZero();
        // Two clients follow one another within a second, each with a burst of its own.
        assertThat(service.busiestSecond()).isLessThanOrEqualTo(CALLS_PER_SECOND + 2 * BURST);
        assertThat(polls.most()).isLessThanOrEqualTo(PollPolicy.standard().maxPollsPerSecond() + 2 * BURST);
        watch.saw(
                "100,000 final, thousands of them resumed by token after their client was closed; none made twice; calls and"
                        + " polls within their limits in every second; less than " + MOST_BYTES_EACH + " bytes each");
    }

    private static Probe client(Watch watch, FleetService service, ManualTimeSource time, Busiest polls) {
        SdkListener counter = new SdkListener() {
            @Override
            public void callStarted(CallStarted event) {
                if (event.call().equals("describe")) {
                    polls.count();
                }
            }
        };
        return watch.own(Probe.inMemory(service, time)
                .listener(counter)
                .rateLimiter(RateLimiter.of(CALLS_PER_SECOND, Duration.ofSeconds(1), BURST))
                .build());
    }

    private static Copy started(Probe probe, Copy copy) {
        copy.result = probe.runtime()
                .startAsync(COPIES, copy.name, CallOptions.defaults())
                .thenCompose(operation -> operation.awaitAsync(Mode.FOR_EVER));
        return copy;
    }

    /** It succeeded, or it failed and the service never heard of it. */
    private static boolean isSettled(Copy copy, FleetService service) {
        return copy.result.isCompletedExceptionally() ? !service.hasCopyOf(copy.name) : copy.result.isDone();
    }

    private static int resume(Probe probe, Copy copy) {
        Throwable error = Mode.failure(() -> Mode.join(copy.result));
        assertThat(error).isInstanceOf(SdkException.class);
        ResumeToken token = ((SdkException) error).resumeToken().orElseThrow();
        Operation<String> operation = probe.resume(token);
        copy.result = operation.awaitAsync(Mode.FOR_EVER);
        return 1;
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
