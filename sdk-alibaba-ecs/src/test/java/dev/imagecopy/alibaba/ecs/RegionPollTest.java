package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.error.PollingStoppedException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.event.Polled;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Copies into one region are asked about together. */
class RegionPollTest {
    private static final Duration LONG = Duration.ofDays(10);

    private final ManualTimeSource time = new ManualTimeSource();
    private final AtomicInteger polls = new AtomicInteger();
    private AlibabaEcsSimulator simulator;
    private AlibabaEcsClient client;

    @BeforeEach
    void open() {
        simulator = AlibabaEcsSimulator.inProcess(time);
        client = Clients.inProcess(simulator, time)
                .listener(new SdkListener() {
                    @Override
                    public void polled(Polled event) {
                        polls.incrementAndGet();
                    }
                })
                .build();
    }

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    @Test
    void subscribe_whenCopiesAreStartedAndForgotten_keepsNoneOfThem() {
        RegionPoll poll = new RegionPoll("region-1");
        List<RegionPoll.Subscriber> held = new ArrayList<>();
        for (int n = 0; n < 5_000; n++) {
            RegionPoll.Subscriber subscriber = poll.subscribe("m-" + n);
            if (n % 1_000 == 0) {
                held.add(subscriber);
            }
        }
        for (int n = 0; n < 1_000 && poll.size() > 10; n++) {
            System.gc();
            assertThat(poll.subscribe("m-0")).isSameAs(held.get(0));
        }

        assertThat(poll.size()).isBetween(held.size(), 10);
        assertThat(poll.subscribe("m-4000")).isSameAs(held.get(4));
    }

    @Test
    void subscribe_whenManyThreadsJoinAtOnce_letsAllIn() throws InterruptedException {
        RegionPoll poll = new RegionPoll("region-1");
        Queue<RegionPoll.Subscriber> held = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 16; t++) {
            String name = "m-" + t + "-";
            threads.add(new Thread(() -> {
                for (int n = 0; n < 500; n++) {
                    held.add(poll.subscribe(name + n));
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(poll.size()).isEqualTo(8_000);
        assertThat(held).hasSize(8_000).doesNotHaveDuplicates();
        assertThat(poll.subscribe("m-15-499")).isIn(held);
    }

    @Test
    void await_whenAThousandCopiesRunInTenRegions_needsTwoPercentOfTheCalls(TestReporter reporter) {
        simulator.script(Timeline.lasting(Duration.ofMinutes(7)));
        List<CompletableFuture<AlibabaImage>> waits = new ArrayList<>();
        for (int n = 0; n < 1000; n++) {
            String region = "region-" + n % 10;
            if (n < 10) {
                simulator.addImage(region, "m-old", "");
            }
            waits.add(start(region).awaitAsync(LONG));
            time.advance(Duration.ofMillis(37));
        }
        runUntilDone(waits);

        Set<String> ids = waits.stream().map(wait -> wait.join().id()).collect(Collectors.toSet());
        int calls = simulator.arrivals("describeImages");
        // The last poll of each copy came early, on the shared poll's news; alone it would have come with its own
        // schedule.
        int alone = polls.get() - 1000;
        reporter.publishEntry("status calls", "%d of %d, %.2f %%".formatted(calls, alone, 100.0 * calls / alone));
        assertThat(ids).hasSize(1000);
        assertThat(calls).as("%d calls for %d polls", calls, alone).isLessThanOrEqualTo(alone / 50);
    }

    @Test
    void await_whenTwentyCopiesEndAtTheSameTime_hearsOfItWithOneCall() {
        List<CompletableFuture<AlibabaImage>> waits = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            waits.add(start("cn-shanghai").awaitAsync(LONG));
        }

        time.advance(Duration.ofSeconds(2));

        assertThat(waits).allMatch(CompletableFuture::isDone);
        assertThat(simulator.arrivals("describeImages")).isEqualTo(1);
        assertThat(simulator.requests().get(5).query()).contains("%2C").contains("PageSize=100");
    }

    @Test
    void await_ofCopiesThatWaitBehindOthers_addsOneCallForEach() {
        simulator.script(Timeline.lasting(Duration.ofHours(2)));
        List<CompletableFuture<AlibabaImage>> running = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            running.add(start("cn-shanghai").awaitAsync(LONG));
        }
        time.advance(Duration.ofMinutes(30));
        int before = simulator.arrivals("describeImages");
        List<CompletableFuture<AlibabaImage>> waiting = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            waiting.add(start("cn-shanghai").awaitAsync(LONG));
            time.advance(Duration.ofMinutes(1));
        }
        int calls = simulator.arrivals("describeImages") - before;

        assertThat(running).noneMatch(CompletableFuture::isDone);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        // One a minute for those that run, and the first poll of each that waits.
        assertThat(calls).isBetween(20, 20 + 20 + 2);
    }

    @Test
    void await_ofACopyThatWaitsBehindOthers_seesThatItHasStarted_byItsOwnSchedule() {
        simulator.script(Timeline.lasting(Duration.ofMinutes(10)));
        List<CompletableFuture<AlibabaImage>> waits = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            waits.add(start("cn-shanghai").awaitAsync(LONG));
        }
        Operation<AlibabaImage> next = start("cn-shanghai");
        List<Duration> startedAfter = new ArrayList<>();
        Instant begin = time.now();
        CompletableFuture<AlibabaImage> end = next.onProgress(snapshot -> {
                    if (snapshot.state() == OperationState.RUNNING) {
                        startedAfter.add(Duration.between(begin, time.now()));
                    }
                })
                .awaitAsync(LONG);

        time.runUntilDone(waits.get(0));
        Duration ended = Duration.between(begin, time.now());
        time.runUntilDone(end);

        assertThat(startedAfter).isNotEmpty();
        assertThat(startedAfter.get(0)).isBetween(ended, ended.plusSeconds(36));
    }

    @Test
    void await_ofACopyThatWaitsBehindSomeThatNobodyAwaits_makesItsOwnCalls() {
        simulator.script(Timeline.lasting(Duration.ofHours(2)));
        List<Operation<AlibabaImage>> left = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            left.add(start("cn-shanghai"));
        }
        CompletableFuture<AlibabaImage> wait = start("cn-shanghai").awaitAsync(LONG);
        time.advance(Duration.ofSeconds(40));

        assertThat(left).hasSize(5);
        assertThat(wait).isNotDone();
        assertThat(simulator.arrivals("describeImages")).isGreaterThan(12);
    }

    @Test
    void await_whenABatchIsRefused_asksInSmallerOnes() {
        simulator.script(Timeline.lasting(Duration.ofSeconds(3)));
        List<CompletableFuture<AlibabaImage>> waits = new ArrayList<>();
        for (int n = 0; n < 9; n++) {
            waits.add(start("cn-shanghai").awaitAsync(LONG));
        }
        simulator.failNext(AlibabaEcsSimulator.error(400, "InvalidParameter", "too many"));

        time.advance(Duration.ofSeconds(2));

        // The batch, then who asked, then the others in two halves.
        assertThat(simulator.arrivals("describeImages")).isEqualTo(4);
        runUntilDone(waits);
        assertThat(waits).allSatisfy(wait -> assertThat(wait.join().status()).isEqualTo("Available"));
    }

    @Test
    void await_whenABatchIsCutShort_asksInSmallerOnes() {
        simulator.script(Timeline.lasting(Duration.ofSeconds(3)));
        List<CompletableFuture<AlibabaImage>> waits = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            waits.add(start("cn-shanghai").awaitAsync(LONG));
        }
        simulator.failNext(Fault.status(200)
                .body("application/json", "{\"TotalCount\":4,\"PageSize\":10,\"Images\":{\"Image\":[]}}"));

        runUntilDone(waits);

        assertThat(waits).allSatisfy(wait -> assertThat(wait.join().status()).isEqualTo("Available"));
    }

    @Test
    void await_whenOneImageMayNotBeSeen_stopsThatWaitOnly() {
        simulator.script(Timeline.lasting(Duration.ofSeconds(30)));
        List<CompletableFuture<AlibabaImage>> waits = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            waits.add(start("cn-shanghai").awaitAsync(LONG));
        }
        // The batch of three, then the asker alone: refused for good.
        simulator.failNext(AlibabaEcsSimulator.error(403, "Forbidden.RAM", "no").times(2));

        time.advance(Duration.ofSeconds(2));
        runUntilDone(waits);

        assertThat(waits.stream().filter(CompletableFuture::isCompletedExceptionally))
                .hasSize(1)
                .allSatisfy(wait -> assertThat(wait)
                        .failsWithin(Duration.ZERO)
                        .withThrowableThat()
                        .withCauseInstanceOf(PollingStoppedException.class));
    }

    @Test
    void await_whenTheCallsMakerGivesUp_letsTheOthersAskAgain() {
        Operation<AlibabaImage> first = start("cn-shanghai");
        Operation<AlibabaImage> second = start("cn-shanghai");
        CompletableFuture<AlibabaImage> firstWait = first.awaitAsync(LONG);
        CompletableFuture<AlibabaImage> secondWait = second.awaitAsync(LONG);
        simulator.failNext(Fault.delayReply(Duration.ofSeconds(20)).on("describeImages"));
        time.advance(Duration.ofSeconds(2));

        firstWait.cancel(true);
        time.advance(Duration.ofSeconds(1));

        assertThat(secondWait.join().id()).isEqualTo(second.id());
        assertThat(first.latest().state()).isEqualTo(OperationState.QUEUED);
    }

    @Test
    void poll_whenAskedTwiceInARow_asksTwice() {
        simulator.script(Timeline.lasting(Duration.ofMinutes(1)));
        Operation<AlibabaImage> copy = start("cn-shanghai");

        copy.poll();
        time.advance(Duration.ofSeconds(10));
        copy.poll();

        assertThat(simulator.arrivals("describeImages")).isEqualTo(2);
    }

    @Test
    void poll_whenItsOwnAnswerTookAWhile_asksAnewTheNextTime() {
        simulator.script(Timeline.lasting(Duration.ofMinutes(1)));
        Operation<AlibabaImage> asker = start("cn-shanghai");
        Operation<AlibabaImage> follower = start("cn-shanghai");
        simulator.failNext(Fault.delayReply(Duration.ofSeconds(1)).on("describeImages"));
        CompletableFuture<?> asked = asker.pollAsync();
        CompletableFuture<?> followed = follower.pollAsync();
        time.advance(Duration.ofSeconds(1));
        assertThat(List.of(asked, followed)).allMatch(CompletableFuture::isDone);
        assertThat(simulator.arrivals("describeImages")).isEqualTo(1);

        time.advance(Duration.ofSeconds(1));
        asker.poll();
        assertThat(simulator.arrivals("describeImages")).as("asked again").isEqualTo(2);
        follower.poll();
        assertThat(simulator.arrivals("describeImages"))
                .as("what the other learnt is news")
                .isEqualTo(2);
        follower.poll();
        assertThat(simulator.arrivals("describeImages")).as("but only once").isEqualTo(3);
    }

    @Test
    void poll_whenItsCopyWasForgottenDuringACall_asksAnew() {
        simulator.script(Timeline.lasting(Duration.ofHours(1)));
        Operation<AlibabaImage> forgotten = start("cn-shanghai");
        Operation<AlibabaImage> slow = start("cn-shanghai");
        forgotten.poll();
        time.advance(Duration.ofMinutes(10).minusSeconds(5));
        simulator.failNext(Fault.delayReply(Duration.ofSeconds(10)).on("describeImages"));
        CompletableFuture<?> slowPoll = slow.pollAsync();
        time.advance(Duration.ofSeconds(6));
        start("cn-shanghai").poll();
        time.advance(Duration.ofSeconds(4));
        assertThat(slowPoll).isCompleted();
        time.advance(Duration.ofMinutes(2));

        int before = simulator.arrivals("describeImages");
        forgotten.poll();

        assertThat(simulator.arrivals("describeImages")).isEqualTo(before + 1);
    }

    @Test
    void poll_whenTheCallItJoinedEndsInAnError_ends() {
        AssertionError bug = new AssertionError("an interceptor's bug");
        List<CompletableFuture<?>> followers = new ArrayList<>();
        List<Operation<AlibabaImage>> copies = new ArrayList<>();
        AtomicBoolean isBroken = new AtomicBoolean(true);
        try (AlibabaEcsClient faulty = Clients.inProcess(simulator, time)
                .addInterceptor((attempt, headers) -> {
                    if (copies.size() == 2 && isBroken.get()) {
                        if (followers.isEmpty()) {
                            followers.add(copies.get(1).pollAsync());
                        }
                        throw bug;
                    }
                })
                .build()) {
            for (int n = 0; n < 2; n++) {
                copies.add(faulty.copyImage(Clients.toShanghai().build()));
            }

            assertThatThrownBy(copies.get(0)::poll)
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("an interceptor broke off with AssertionError");

            assertThat(followers).hasSize(1).allMatch(CompletableFuture::isCompletedExceptionally);
            isBroken.set(false);
            copies.get(1).poll();
            assertThat(simulator.arrivals("describeImages")).isEqualTo(1);
        }
    }

    private Operation<AlibabaImage> start(String region) {
        return client.copyImage(AlibabaCopyImageRequest.builder()
                .imageId(AlibabaEcsSimulator.SOURCE_IMAGE)
                .targetRegion(region)
                .build());
    }

    private void runUntilDone(List<CompletableFuture<AlibabaImage>> waits) {
        time.runUntilDone(
                CompletableFuture.allOf(waits.toArray(CompletableFuture[]::new)).exceptionally(failed -> null));
    }
}
