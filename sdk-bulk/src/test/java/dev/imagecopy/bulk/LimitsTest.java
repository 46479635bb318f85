package dev.imagecopy.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.testing.AlibabaEcsSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
    private final FourClouds clouds = new FourClouds();

    @AfterEach
    void close() {
        clouds.close();
    }

    private static Stream<CopyJob> alibaba(String region, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> CopyJob.copy("ali", FourClouds.alibaba(region, region + "-" + i)));
    }

    private static Stream<CopyJob> acrossRegions(int count) {
        return IntStream.range(0, count).mapToObj(i -> CopyJob.copy("huawei", FourClouds.huaweiToRegion("copy-" + i)));
    }

    @Test
    void alibaba_hasAHundredInFlightInARegion() {
        BulkRun run = clouds.bulk().build().start(Stream.concat(alibaba("cn-shanghai", 130), alibaba("cn-beijing", 3)));
        assertThat(clouds.ecs.copies()).hasSize(103);
        assertThat(run.progress().waiting()).isEqualTo(30);
        clouds.time.runUntilDone(run.report());
        assertThat(clouds.ecs.copies()).hasSize(133);
    }

    @Test
    void huawei_isNeverAskedForASixthCopyAcrossRegions_whileCopiesInTheRegionGoOn() {
        BulkRun run = clouds.bulk()
                .build()
                .start(Stream.concat(
                        acrossRegions(7),
                        IntStream.range(0, 10).mapToObj(i -> CopyJob.copy("huawei", FourClouds.huawei("own-" + i)))));
        assertThat(clouds.ims.copies()).hasSize(15);
        CopyReport report = clouds.time.runUntilDone(run.report()).join();
        assertThat(report.isComplete()).isTrue();
        clouds.ims.assertArrivals("copyImageToRegion", 7);
    }

    @Test
    void refusalsForTooMany_areLearnedFrom() {
        clouds.ims.limitCopiesAcrossRegions(3);
        CopyReport report = clouds.run(clouds.bulk(), acrossRegions(12));
        assertThat(report.isComplete()).isTrue();
        assertThat(clouds.ims.copies()).hasSize(12);
        // One refusal teaches; then one more is tried now and then.
        assertThat(clouds.ims.arrivals("copyImageToRegion")).isBetween(13, 19);
        assertThat(report.elapsed()).isLessThan(Duration.ofMinutes(130));
    }

    @Test
    void refusals_whenTheTenantIsFullWithOthersCopies_areWaitedOut() {
        for (int i = 0; i < 5; i++) {
            clouds.huawei().copyImageToRegion(FourClouds.huaweiToRegion("others-" + i));
        }
        CopyReport report = clouds.run(clouds.bulk(), acrossRegions(2));
        assertThat(report.isComplete()).isTrue();
        assertThat(clouds.ims.copies()).hasSize(7);
        assertThat(clouds.ims.arrivals("copyImageToRegion")).isLessThan(35);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusals_whileTheSourceIsBeingCopied_areWaitedOut(boolean ensures) {
        clouds.ecs.failNext(AlibabaEcsSimulator.error(403, "OperationDenied.ImageCopying", "being copied")
                .on("copyImage")
                .skipping(1)
                .times(5));
        CopyReport report = clouds.run(
                clouds.bulk(),
                Stream.of("cn-shanghai", "cn-beijing", "cn-qingdao", "cn-shenzhen")
                        .map(region -> FourClouds.alibaba(region, "golden"))
                        .map(copy -> ensures ? CopyJob.ensure("ali", copy) : CopyJob.copy("ali", copy)));
        assertThat(report.isComplete()).isTrue();
        assertThat(clouds.ecs.copies()).hasSize(4);
        assertThat(clouds.ecs.arrivals("copyImage")).isEqualTo(9);
    }

    @Test
    void regions_takeTurns() {
        List<String> regions = List.of("cn-shanghai", "cn-beijing", "cn-qingdao");
        BulkRun run = clouds.bulk()
                .limits(CopyLimits.standard().withInRun(6))
                .build()
                .start(regions.stream().flatMap(region -> alibaba(region, 20)));
        assertThat(clouds.ecs.copies().stream().map(AlibabaEcsSimulator.Copy::destinationRegion))
                .hasSize(6)
                .containsAll(regions);
        run.cancel(RunningCopies.LEAVE);
        clouds.time.runUntilDone(run.report());
    }

    @Test
    void jobs_areReadWhenThereIsRoom() {
        List<Integer> read = new ArrayList<>();
        Stream<CopyJob> jobs = IntStream.range(0, 1000)
                .peek(read::add)
                .mapToObj(i -> CopyJob.copy("ali", FourClouds.alibaba("cn-shanghai", "copy-" + i)));
        BulkRun run = clouds.bulk()
                .readAhead(50)
                .limits(CopyLimits.standard().withInRegion("alibaba-ecs", 5))
                .build()
                .start(jobs);
        assertThat(read).hasSizeLessThan(120);
        run.cancel(RunningCopies.LEAVE);
        assertThat(clouds.time.runUntilDone(run.report()).join().total()).isEqualTo(read.size());
    }
}
