package dev.imagecopy.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that a run's plan calls the same are one job, with and without a store. */
class SameIdTest {

    private static FourClouds clouds(boolean stores) {
        return stores ? new FourClouds() : FourClouds.withoutStore();
    }

    private static CopyRequest request(String client, String name) {
        return Map.<String, CopyRequest>of(
                        "huawei", FourClouds.huawei(name),
                        "ali", FourClouds.alibaba("cn-shanghai", name),
                        "yandex", FourClouds.yandex(name),
                        "fabric", FourClouds.fabric("App\\" + name))
                .get(client);
    }

    private static int copies(FourClouds clouds) {
        return clouds.ims.copies().size()
                + clouds.ecs.copies().size()
                + clouds.desktop.copies().size()
                + clouds.fabric.copies().size();
    }

    @ParameterizedTest
    @ValueSource(strings = {"huawei", "ali", "yandex", "fabric"})
    void copies_withTheSameId_areOneCopy(String client) {
        CopyJob job = CopyJob.copy(client, request(client, "golden")).withId("x");
        for (boolean stores : List.of(true, false)) {
            for (int readAhead : List.of(10, 1)) { // the second arrives before the end of the first, or after it
                try (FourClouds clouds = clouds(stores)) {
                    List<CopyOutcome> outcomes = new ArrayList<>();
                    BulkCopy.Builder bulk = clouds.bulk()
                            .readAhead(readAhead)
                            .limits(CopyLimits.standard().withInRun(1))
                            .onOutcome(outcomes::add);
                    clouds.run(bulk, Stream.of(job, job, job));

                    assertThat(outcomes).as("%s %s", client, stores).hasSize(3).allSatisfy(outcome -> {
                        assertThat(outcome.status()).isEqualTo(CopyStatus.SUCCEEDED);
                        assertThat(outcome.imageId()).isEqualTo(outcomes.get(0).imageId());
                    });
                    assertThat(copies(clouds)).isEqualTo(1);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void copies_withTheSameId_failTogether(boolean stores) {
        CopyJob job = CopyJob.copy("yandex", FourClouds.yandex("broken")).withId("x");
        try (FourClouds clouds = clouds(stores)) {
            clouds.desktop.script(Timeline.lasting(Duration.ofMinutes(5)).failing("13", "broken"));
            CopyReport report = clouds.run(clouds.bulk().attempts(1), Stream.of(job, job));

            assertThat(report.count(CopyStatus.FAILED)).isEqualTo(2);
            assertThat(copies(clouds)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void job_withTheIdOfAnotherRequest_isRefusedBeforeAnyCall(boolean stores) {
        for (CopyJob.Mode mode : CopyJob.Mode.values()) {
            for (String client : List.of("huawei", "ali", "yandex", "fabric")) {
                try (FourClouds clouds = clouds(stores)) {
                    CopyReport report = clouds.run(
                            clouds.bulk(),
                            Stream.of("golden", "other", "other")
                                    .map(name -> CopyJob.copy(client, request(client, name)))
                                    .map(job -> new CopyJob(job.client(), job.request(), mode, job.id()).withId("x")));

                    assertThat(report.count(CopyStatus.SUCCEEDED)).isEqualTo(1);
                    assertThat(report.failures()).hasSize(2).allSatisfy(outcome -> assertThat(
                                    outcome.cause().orElseThrow().message())
                            .contains("'x'", "another request"));
                    assertThat(copies(clouds)).isEqualTo(1);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"huawei", "ali", "yandex", "fabric"})
    void job_withTheIdOfAnotherRequestOfAnEarlierStart_isRefusedBeforeAnyCall(String client) {
        for (CopyJob.Mode mode : CopyJob.Mode.values()) {
            try (FourClouds clouds = new FourClouds()) {
                CopyJob first = new CopyJob(client, request(client, "golden"), mode, Optional.of("x"));
                CopyJob second = new CopyJob(client, request(client, "other"), mode, Optional.of("x"));
                clouds.run(clouds.bulk(), Stream.of(first));

                CopyReport refused = clouds.run(clouds.bulk(), Stream.of(second));
                CopyReport again = clouds.run(clouds.bulk(), Stream.of(first));

                assertThat(refused.failures()).hasSize(1).allSatisfy(outcome -> assertThat(
                                outcome.cause().orElseThrow().message())
                        .contains("'x'", "another request in the store"));
                assertThat(again.count(CopyStatus.SUCCEEDED)).isEqualTo(1);
                assertThat(copies(clouds)).isEqualTo(1);
            }
        }
    }
}
