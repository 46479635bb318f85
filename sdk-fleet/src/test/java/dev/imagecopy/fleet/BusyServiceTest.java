package dev.imagecopy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A busy service is no full one, and the time limit of each copy holds for all that a worker does for it. */
class BusyServiceTest {
    private static final String CALLERS = "11111111-1111-4111-8111-111111111111";

    private static void occupyTenant(TestFleet clouds, int copies) {
        for (int i = 0; i < copies; i++) {
            clouds.workers.get(0).clients.huawei.copyImageToRegion(TestClients.huaweiToRegion("others-" + i));
        }
    }

    /** Otherwise five copies would go on one after the other. */
    @Test
    void refusedLook_isRepeated_andSaysNothingOfHowManyCopiesThereMayBe() {
        try (TestFleet clouds = new TestFleet()) {
            Instant begin = clouds.time.now();
            clouds.ims.failNext(Fault.status(429).on("listImages").skipping(3).times(8));
            clouds.fleet()
                    .submit(IntStream.range(0, 5)
                            .mapToObj(i -> CopyJob.ensure("huawei", TestClients.huaweiToRegion("image-" + i))));
            clouds.runUntilIdle();

            assertThat(clouds.fleet().status().ended(CopyStatus.SUCCEEDED)).isEqualTo(5);
            assertThat(Duration.between(begin, clouds.time.now())).isLessThan(Duration.ofMinutes(45));
        }
    }

    /** The limit counts from the first place, not from the last. */
    @Test
    void waitForOthersCopies_endsSoonAfterTheLimit() {
        try (TestFleet clouds = new TestFleet(settings -> settings.copyDeadline(Duration.ofMinutes(10)))) {
            occupyTenant(clouds, 5);
            CopyOutcome outcome = clouds.run(CopyJob.copy("huawei", TestClients.huaweiToRegion("late")))
                    .get(0);

            assertThat(outcome.status()).isEqualTo(CopyStatus.TIMED_OUT);
            assertThat(Duration.between(outcome.startedAt(), outcome.endedAt()))
                    .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(16));
            assertThat(clouds.ims.copies()).hasSize(5);
        }
    }

    @Test
    void learnedLimit_isRaised_howeverCopiesEnd() {
        try (TestFleet clouds = new TestFleet(settings -> settings.attempts(1))) {
            occupyTenant(clouds, 4);
            clouds.ims.script(Timeline.lasting(Duration.ofMinutes(30)).failing("x", "x"));
            Instant begin = clouds.time.now();
            clouds.fleet()
                    .submit(IntStream.range(0, 10)
                            .mapToObj(i -> CopyJob.copy("huawei", TestClients.huaweiToRegion("copy-" + i))));
            clouds.runUntilIdle();

            assertThat(clouds.fleet().status().ended(CopyStatus.FAILED)).isEqualTo(10);
            assertThat(Duration.between(begin, clouds.time.now())).isLessThan(Duration.ofMinutes(200));
        }
    }

    @Test
    void callersKey_isIgnored_byDeletionsToo() {
        try (TestFleet clouds = new TestFleet(settings -> settings.deleteLeftovers()
                .callOptions(CallOptions.builder().idempotencyKey(CALLERS).build()))) {
            clouds.ecs.script(Timeline.polls(1).failing("x", "x"));
            clouds.fleet()
                    .submit(Stream.of(
                            CopyJob.ensure("ali", TestClients.alibaba("cn-shanghai", "golden")),
                            CopyJob.ensure("yandex", TestClients.yandex("golden"))));
            clouds.runUntilIdle();

            assertThat(clouds.simulators().stream()
                            .flatMap(simulator -> simulator.requests().stream())
                            .map(request -> request.query()
                                    + request.body()
                                    + request.headers().first("Idempotency-Key")))
                    .isNotEmpty()
                    .noneMatch(sent -> sent.contains(CALLERS));
        }
    }
}
