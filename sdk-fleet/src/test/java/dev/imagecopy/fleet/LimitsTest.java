package dev.imagecopy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyLimits;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits hold over all workers together. */
class LimitsTest {
    private static Stream<CopyJob> alibaba(String region, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> CopyJob.copy("ali", TestClients.alibaba(region, region + "-" + i)));
    }

    private static Stream<CopyJob> acrossRegions(int count) {
        return IntStream.range(0, count).mapToObj(i -> CopyJob.copy("huawei", TestClients.huaweiToRegion("copy-" + i)));
    }

    private static TestFleet withThreeWorkers(CopyLimits limits) {
        TestFleet clouds = new TestFleet(settings -> settings.limits(limits));
        clouds.addWorker();
        clouds.addWorker();
        return clouds;
    }

    @Test
    void alibaba_hasAHundredInFlightInARegion_overAllWorkers() {
        try (TestFleet clouds = withThreeWorkers(CopyLimits.standard())) {
            clouds.fleet().submit(Stream.concat(alibaba("cn-shanghai", 130), alibaba("cn-beijing", 3)));
            clouds.runFor(Duration.ofMinutes(5));
            assertThat(clouds.ecs.copies()).hasSize(103);
            assertThat(clouds.fleet().status().waiting()).isEqualTo(30);
            clouds.runUntilIdle();
            assertThat(clouds.ecs.copies()).hasSize(133);
        }
    }

    @Test
    void huawei_isNeverAskedForASixthCopyAcrossRegions_whileCopiesInTheRegionGoOn() {
        try (TestFleet clouds = withThreeWorkers(CopyLimits.standard())) {
            clouds.fleet()
                    .submit(Stream.concat(
                            acrossRegions(7),
                            IntStream.range(0, 10)
                                    .mapToObj(i -> CopyJob.copy("huawei", TestClients.huawei("own-" + i)))));
            clouds.runFor(Duration.ofMinutes(5));
            assertThat(clouds.ims.copies()).hasSize(15);
            clouds.runUntilIdle();
            assertThat(clouds.fleet().status().ended(CopyStatus.SUCCEEDED)).isEqualTo(17);
            clouds.ims.assertArrivals("copyImageToRegion", 7);
        }
    }

    @Test
    void limits_sayHowManyPlacesAreTaken_andWhatRefusalsHaveTaught() {
        try (TestFleet clouds = withThreeWorkers(CopyLimits.standard().withInRun(50))) {
            clouds.ims.limitCopiesAcrossRegions(3);
            clouds.fleet().submit(acrossRegions(12));
            clouds.runFor(Duration.ofMinutes(5));

            assertThat(clouds.fleet().limits())
                    .anySatisfy(limit -> {
                        assertThat(limit.name()).isEqualTo("fleet");
                        assertThat(limit.taken()).isEqualTo(3);
                        assertThat(limit.most()).isEqualTo(50);
                        assertThat(limit.learned()).isEmpty();
                    })
                    .anySatisfy(limit -> {
                        assertThat(limit.name()).startsWith("account|huawei-ims/copy-image-to-region");
                        assertThat(limit.most()).isEqualTo(5);
                        assertThat(limit.learned()).hasValue(3);
                        assertThat(limit.pausedUntil()).isEmpty();
                    });
        }
    }

    @Test
    void refusalsForTooMany_areLearnedFrom_byAllWorkers() {
        try (TestFleet clouds = withThreeWorkers(CopyLimits.standard())) {
            clouds.ims.limitCopiesAcrossRegions(3);
            clouds.fleet().submit(acrossRegions(12));
            clouds.runUntilIdle();
            assertThat(clouds.fleet().status().ended(CopyStatus.SUCCEEDED)).isEqualTo(12);
            // Two refusals teach, of the two that were begun too many; then one more is tried now and then.
            assertThat(clouds.ims.arrivals("copyImageToRegion")).isBetween(13, 20);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusals_whileTheSourceIsBeingCopied_areWaitedOut(boolean ensures) {
        try (TestFleet clouds = withThreeWorkers(CopyLimits.standard())) {
            clouds.ecs.failNext(AlibabaEcsSimulator.error(403, "OperationDenied.ImageCopying", "being copied")
                    .on("copyImage")
                    .skipping(1)
                    .times(5));
            clouds.fleet()
                    .submit(Stream.of("cn-shanghai", "cn-beijing", "cn-qingdao", "cn-shenzhen")
                            .map(region -> TestClients.alibaba(region, "golden"))
                            .map(copy -> ensures ? CopyJob.ensure("ali", copy) : CopyJob.copy("ali", copy)));
            clouds.runUntilIdle();

            assertThat(clouds.fleet().status().ended(CopyStatus.SUCCEEDED)).isEqualTo(4);
            assertThat(clouds.ecs.copies()).hasSize(4);
            assertThat(clouds.ecs.arrivals("copyImage")).isEqualTo(9);
        }
    }

    @Test
    void regions_takeTurns() {
        List<String> regions = List.of("cn-shanghai", "cn-beijing", "cn-qingdao");
        try (TestFleet clouds = withThreeWorkers(CopyLimits.standard().withInRun(6))) {
            clouds.fleet().submit(regions.stream().flatMap(region -> alibaba(region, 20)));
            clouds.runFor(Duration.ofMinutes(1));
            assertThat(clouds.ecs.copies().stream().map(AlibabaEcsSimulator.Copy::destinationRegion))
                    .hasSize(6)
                    .containsAll(regions);
        }
    }

    @Test
    void places_areFreed_howeverCopiesEnd() {
        try (TestFleet clouds = withThreeWorkers(CopyLimits.standard().withInRun(2))) {
            clouds.desktop.script(Timeline.polls(1).failing("13", "broken"));
            clouds.fleet()
                    .submit(IntStream.range(0, 6)
                            .mapToObj(i -> CopyJob.copy("yandex", TestClients.yandex("image-" + i))));
            clouds.fleet().cancel(clouds.only().id());
            clouds.runUntilIdle();
            assertThat(clouds.fleet().status().total()).isEqualTo(6);
            assertThat(clouds.database.<Integer>transact(connection -> {
                        try (var row = connection
                                .createStatement()
                                .executeQuery("select sum(taken) + (select sum(waiting) from imagecopy_lane) from"
                                        + " imagecopy_limit")) {
                            row.next();
                            return row.getInt(1);
                        }
                    }))
                    .as("places that are taken, and copies that wait")
                    .isZero();
        }
    }
}
