package dev.imagecopy.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time limit of each job holds for all that it does, and a busy service is no full one. */
class TimeLimitTest {
    private static final String SHANGHAI = "cn-shanghai";
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Fault SLOW = Fault.delayReply(Duration.ofSeconds(20));

    private final CutStore store = new CutStore();
    private final FourClouds clouds = new FourClouds(store);
    private final List<CopyOutcome> outcomes = new ArrayList<>();

    @AfterEach
    void close() {
        clouds.close();
    }

    private CopyReport run(Duration limit, CopyJob... jobs) {
        return clouds.run(
                clouds.bulk().copyDeadline(limit).deleteLeftovers().onOutcome(outcomes::add), Stream.of(jobs));
    }

    private void assertTimedOut(CopyReport report, Duration limit) {
        assertThat(report.count(CopyStatus.TIMED_OUT))
                .as("%s", report.failures())
                .isEqualTo(report.total());
        assertThat(report.elapsed()).isEqualTo(limit);
        assertThat(report.lines().toList()).hasSize((int) report.total()).allMatch(line -> line.contains("TIMED_OUT"));
    }

    private static Map<String, CopyRequest> requests() {
        return Map.of(
                "huawei", FourClouds.huawei("golden"),
                "ali", FourClouds.alibaba(SHANGHAI, "golden"),
                "yandex", FourClouds.yandex("golden"),
                "fabric", FourClouds.fabric("App\\golden"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"huawei", "ali", "yandex", "fabric"})
    void look_endsAtTheLimit_andNothingIsCopiedAfterwards(String client) {
        clouds.simulators().forEach(simulator -> simulator.failNext(SLOW));
        assertTimedOut(run(LIMIT, CopyJob.ensure(client, requests().get(client))), LIMIT);

        clouds.time.advance(Duration.ofMinutes(5));
        assertThat(clouds.simulators()).allMatch(simulator -> simulator.copies().isEmpty());
    }

    @Test
    void deletion_endsAtTheLimit() {
        clouds.ecs.addImage(SHANGHAI, "m-left", "golden");
        clouds.ecs.setImageStatus(SHANGHAI, "m-left", "CreateFailed");
        clouds.ecs.failNext(SLOW.on("deleteImage"));
        assertTimedOut(run(LIMIT, CopyJob.ensure("ali", requests().get("ali"))), LIMIT);

        clouds.time.advance(Duration.ofMinutes(5));
        assertThat(clouds.ecs.copies()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"huawei", "ali", "yandex"})
    void settling_endsAtTheLimit_andCarriesTheToken(String client) {
        CopyJob job = CopyJob.copy(client, requests().get(client));
        store.cut(clouds, job);
        clouds.simulators().forEach(simulator -> simulator.failNext(SLOW.times(3)));
        assertTimedOut(run(LIMIT, job), LIMIT);

        assertThat(outcomes).singleElement().satisfies(outcome -> assertThat(outcome.resumeToken())
                .isPresent());
        clouds.restart();
        assertThat(clouds.run(job).isComplete()).isTrue();
        clouds.simulators().forEach(simulator -> simulator.assertNothingCopiedTwice());
    }

    /** The limit counts from the first start, not from the last. */
    @Test
    void waitForOthersCopies_endsAtTheLimit() {
        for (int i = 0; i < 5; i++) {
            clouds.huawei().copyImageToRegion(FourClouds.huaweiToRegion("others-" + i));
        }
        Duration limit = Duration.ofMinutes(10);
        assertTimedOut(run(limit, CopyJob.copy("huawei", FourClouds.huaweiToRegion("late"))), limit);

        assertThat(clouds.ims.copies()).hasSize(5);
        assertThat(outcomes).singleElement().satisfies(outcome -> assertThat(outcome.attempts())
                .isZero());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void attempts_goOnWhereTheyWere_afterTooManyCopies(boolean stores) {
        try (FourClouds busy = stores ? new FourClouds() : FourClouds.withoutStore()) {
            busy.desktop.script(Timeline.polls(1).failing("13", "broken"));
            busy.desktop.failNext(Fault.status(429).on("copyImage").skipping(1).times(4));
            CopyReport report =
                    busy.run(busy.bulk().attempts(2), Stream.of(CopyJob.copy("yandex", FourClouds.yandex("golden"))));

            assertThat(report.count(CopyStatus.FAILED)).isEqualTo(1);
            assertThat(report.failures().get(0).attempts()).isEqualTo(2);
            assertThat(busy.desktop.copies()).hasSize(2);
        }
    }

    /** Otherwise five copies would go on one after the other. */
    @Test
    void refusedLook_isRepeated_andSaysNothingOfHowManyCopiesThereMayBe() {
        clouds.ims.failNext(Fault.status(429).on("listImages").skipping(3).times(8));
        CopyReport report = clouds.run(
                clouds.bulk(),
                IntStream.range(0, 5).mapToObj(i -> CopyJob.ensure("huawei", FourClouds.huaweiToRegion("image-" + i))));

        assertThat(report.isComplete()).as("%s", report.failures()).isTrue();
        assertThat(report.elapsed()).isLessThan(Duration.ofMinutes(33));
        assertThat(clouds.ims.copies()).hasSize(5);
    }

    @Test
    void learnedLimit_isRaised_howeverCopiesEnd() {
        for (int i = 0; i < 4; i++) {
            clouds.huawei().copyImageToRegion(FourClouds.huaweiToRegion("others-" + i));
        }
        clouds.ims.script(Timeline.lasting(Duration.ofMinutes(30)).failing("x", "x"));
        CopyReport report = clouds.run(
                clouds.bulk().attempts(1),
                IntStream.range(0, 10).mapToObj(i -> CopyJob.copy("huawei", FourClouds.huaweiToRegion("copy-" + i))));

        assertThat(report.count(CopyStatus.FAILED)).isEqualTo(10);
        assertThat(report.elapsed()).isLessThan(Duration.ofMinutes(200)); // one after the other: 300
    }
}
