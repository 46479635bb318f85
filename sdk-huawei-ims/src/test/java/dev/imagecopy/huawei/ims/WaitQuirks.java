package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.error.OperationWaitTimeoutException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.PollPolicy;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.RecordedRequest;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Waits and the cadence of polls. */
abstract class WaitQuirks {
    // waits

    @Test
    void wait_shorterThanOnePoll_endsAndLeavesTheCopyAlone() {
        try (FakeIms ims = new FakeIms()) {
            Operation<HuaweiImage> copy = ims.accepted();
            CompletableFuture<HuaweiImage> wait = copy.awaitAsync(Duration.ofMillis(10));
            assertThat(ims.time.runUntilDone(wait))
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(OperationWaitTimeoutException.class);
            assertThat(ims.sent("GET")).isZero();
            assertThat(copy.latest().state()).isEqualTo(OperationState.QUEUED);
        }
    }

    @Test
    void wait_forAFailedJob_tellsCodeAndReason() {
        try (FakeIms ims = new FakeIms()) {
            Operation<HuaweiImage> copy = ims.accepted();
            ims.transport.otherwise(request ->
                    FakeIms.json(200, "{\"status\":\"FAIL\",\"error_code\":\"IMG.0095\",\"fail_reason\":\"no key\"}"));
            assertThat(ims.awaited(copy))
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(OperationFailedException.class)
                    .withMessageContaining("IMG.0095 \"no key\"");
        }
    }

    @Test
    void wait_thatIsGivenUp_leavesTheCopyAndItsHandleAlone() {
        try (FakeIms ims = new FakeIms()) {
            Operation<HuaweiImage> copy = ims.accepted();
            CompletableFuture<HuaweiImage> wait = copy.awaitAsync(Duration.ofMinutes(60));
            assertThat(wait.cancel(true)).isTrue();
            ims.time.advance(Duration.ofMinutes(10));
            assertThat(ims.transport.sent()).hasSize(1);
            ims.transport.answer(200, "{\"status\":\"SUCCESS\",\"entities\":{\"image_id\":\"new\"}}");
            assertThat(copy.poll().state()).isEqualTo(OperationState.SUCCEEDED);
        }
    }

    @Test
    void wait_thatIsInterrupted_saysSoAndLeavesTheCopyAlone() {
        try (FakeIms ims = new FakeIms()) {
            Operation<HuaweiImage> copy = ims.accepted();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> copy.await(Duration.ofMinutes(60))).isInstanceOf(InterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            ims.transport.answer(200, "{\"status\":\"RUNNING\"}");
            assertThat(copy.poll().state()).isEqualTo(OperationState.RUNNING);
        }
    }

    @Test
    void call_thatIsInterrupted_keepsTheThreadsFlag() {
        try (FakeIms ims = new FakeIms()) {
            Operation<HuaweiImage> copy = ims.accepted();
            ims.transport.hang();
            Thread.currentThread().interrupt();
            assertThatThrownBy(copy::poll).isInstanceOf(SdkInterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /** On virtual threads where this JVM has them, on platform threads else. */
    @Test
    void waits_onManyThreads_allEnd() throws Exception {
        ExecutorService threads = threadPerTask();
        try (HastyTime time = new HastyTime();
                HuaweiImsSimulator simulator = HuaweiImsSimulator.inProcess(time);
                HuaweiImsClient client = builder(simulator, time).build()) {
            simulator.script(Timeline.polls(2));
            simulator.limitImages(1000);
            List<Future<HuaweiImage>> images = new ArrayList<>();
            for (int n = 0; n < 200; n++) {
                HuaweiCopyImageRequest request = HuaweiCopyImageRequest.builder()
                        .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                        .name("n" + n)
                        .build();
                images.add(threads.submit(() -> client.copyImage(request).await(Duration.ofMinutes(60))));
            }
            for (int n = 0; n < 200; n++) {
                assertThat(images.get(n).get(30, TimeUnit.SECONDS).name()).isEqualTo("n" + n);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void waits_ofFiveHundredCopies_needOneTimerThreadAndHandfulsOfOthers() {
        try (HastyTime time = new HastyTime();
                HuaweiImsSimulator simulator = HuaweiImsSimulator.inProcess(time);
                HuaweiImsClient client = builder(simulator, time).build()) {
            simulator.script(Timeline.polls(3));
            simulator.limitImages(2000);
            Set<Thread> before = Thread.getAllStackTraces().keySet();
            List<CompletableFuture<HuaweiImage>> waits = new ArrayList<>();
            for (int n = 0; n < 500; n++) {
                waits.add(client.copyImage(HuaweiCopyImageRequest.builder()
                                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                                .name("n" + n)
                                .build())
                        .awaitAsync(Duration.ofMinutes(60)));
            }
            List<String> started = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !before.contains(thread))
                    .map(Thread::getName)
                    .filter(name -> name.startsWith("image-copy"))
                    .toList();
            assertThat(started).contains("image-copy-timer").hasSizeLessThanOrEqualTo(65); // 64 for futures
            assertThat(waits).allSatisfy(wait -> assertThat(wait).succeedsWithin(Duration.ofSeconds(30)));
        }
    }

    @Test
    void wait_throughAnOutageOfTenDays_neitherOverflowsNorHurries() {
        try (FakeIms ims = new FakeIms()) {
            Operation<HuaweiImage> copy = ims.accepted();
            ims.transport.otherwise(request -> FakeIms.json(
                    ims.time.now().isBefore(ManualTimeSource.START.plus(Duration.ofDays(10))) ? 429 : 200,
                    "{\"status\":\"SUCCESS\",\"entities\":{\"image_id\":\"new\"}}"));
            CompletableFuture<HuaweiImage> wait = copy.awaitAsync(Duration.ofSeconds(Long.MAX_VALUE));
            assertThat(ims.time.runUntilDone(wait).join().id()).isEqualTo("new");
            assertThat(ims.time.now()).isAfter(ManualTimeSource.START.plus(Duration.ofDays(10)));
            assertThat(ims.sent("GET")).isBetween(2_800L, 15_000L);
        }
    }

    // the cadence of polls

    @Test
    void polls_ofACopyOf40Minutes_beginAfter2SecondsAndNeverCeaseForMoreThanHalfAMinute() {
        ManualTimeSource time = new ManualTimeSource();
        try (HuaweiImsSimulator simulator = HuaweiImsSimulator.inProcess(time);
                HuaweiImsClient client =
                        builder(simulator, time).callbackExecutor(Runnable::run).build()) {
            simulator.script(Timeline.lasting(Duration.ofMinutes(40)));
            Operation<HuaweiImage> copy = client.copyImage(HuaweiCopyImageRequest.builder()
                    .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                    .name("slow")
                    .build());
            time.runUntilDone(copy.awaitAsync(Duration.ofMinutes(60)));
            List<Instant> asked = simulator.requests().stream()
                    .map(RecordedRequest::receivedAt)
                    .toList();
            List<Duration> pauses = IntStream.range(1, asked.size())
                    .mapToObj(n -> Duration.between(asked.get(n - 1), asked.get(n)))
                    .toList();
            assertThat(pauses.get(0)).isBetween(Duration.ofMillis(1600), Duration.ofMillis(2400));
            assertThat(pauses)
                    .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofMillis(1600), Duration.ofSeconds(36)));
            assertThat(pauses).hasSizeBetween(100, 250);
        }
    }

    private static HuaweiImsClient.Builder builder(HuaweiImsSimulator simulator, TimeSource time) {
        return HuaweiImsClient.builder()
                .region(HuaweiImsSimulator.REGION)
                .projectId(HuaweiImsSimulator.PROJECT_ID)
                .transport(simulator.transport())
                .timeSource(time)
                .pollPolicy(PollPolicy.standard().toBuilder()
                        .maxPollsPerSecond(100_000)
                        .build())
                .credentials(HuaweiCredentials.accessKey(HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY));
    }

    /** The library's base is JDK 17, which has no virtual threads. */
    private static ExecutorService threadPerTask() throws ReflectiveOperationException {
        return Runtime.version().feature() >= 21
                ? (ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null)
                : Executors.newCachedThreadPool();
    }
}
