package dev.imagecopy.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BulkCopyTest {
    private final FourClouds clouds = new FourClouds();

    @AfterEach
    void close() {
        clouds.close();
    }

    private static Stream<CopyJob> oneEach(String name) {
        return Stream.of(
                CopyJob.copy("huawei", FourClouds.huawei(name)),
                CopyJob.copy("ali", FourClouds.alibaba("cn-shanghai", name)),
                CopyJob.copy("yandex", FourClouds.yandex(name)),
                CopyJob.copy("fabric", FourClouds.fabric("App\\" + name)));
    }

    private int copies() {
        return clouds.simulators().stream()
                .mapToInt(simulator -> simulator.copies().size())
                .sum();
    }

    @Test
    void run_copiesOnAllClouds_andSaysTheSameOfEach() {
        List<CopyOutcome> outcomes = new ArrayList<>();
        CopyReport report = clouds.run(clouds.bulk().onOutcome(outcomes::add), oneEach("golden"));

        assertThat(report.isComplete()).isTrue();
        assertThat(report.count(CopyStatus.SUCCEEDED)).isEqualTo(4);
        assertThat(report.elapsed()).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(32));
        assertThat(copies()).isEqualTo(4);
        assertThat(outcomes)
                .allSatisfy(outcome -> {
                    assertThat(outcome.origin()).isEqualTo(CopyOrigin.COPIED);
                    assertThat(outcome.attempts()).isEqualTo(1);
                    assertThat(outcome.imageId()).isNotEmpty();
                    assertThat(outcome.source()).isNotEmpty();
                    assertThat(outcome.key())
                            .matches("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{8}0001");
                    assertThat(outcome.cause()).isEmpty();
                })
                .extracting(outcome -> outcome.target().provider())
                .containsExactlyInAnyOrder("huawei-ims", "alibaba-ecs", "yandex-desktop", "servicefabric");
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.client().equals("ali"))
                .singleElement()
                .satisfies(outcome -> {
                    assertThat(outcome.imageId())
                            .isEqualTo(clouds.ecs.copies().get(0).imageId());
                    assertThat(outcome.source()).isEqualTo(AlibabaEcsSimulator.SOURCE_IMAGE);
                    assertThat(outcome.target().region()).isEqualTo("cn-shanghai");
                    assertThat(outcome.target().name()).isEqualTo("golden");
                });
    }

    @Test
    void run_whenDoneBefore_copiesNothingAgain() {
        clouds.run(clouds.bulk(), oneEach("golden"));
        clouds.restart();
        List<CopyOutcome> outcomes = new ArrayList<>();
        CopyReport report = clouds.run(clouds.bulk().onOutcome(outcomes::add), oneEach("golden"));

        assertThat(report.isComplete()).isTrue();
        assertThat(outcomes).hasSize(4).allMatch(outcome -> outcome.origin() == CopyOrigin.RESUMED);
        assertThat(copies()).isEqualTo(4);
    }

    @Test
    void run_underAnotherName_copiesAnew() {
        clouds.run(CopyJob.copy("yandex", FourClouds.yandex("golden")));
        clouds.run(clouds.bulk().runName("next night"), Stream.of(CopyJob.copy("yandex", FourClouds.yandex("golden"))));
        assertThat(clouds.desktop.copies()).hasSize(2);
    }

    @Test
    void run_whenStoppedHalfway_isFinishedByTheNextStart() {
        BulkRun first = clouds.bulk().build().start(oneEach("golden"));
        clouds.time.advance(Duration.ofMinutes(10));
        first.cancel(RunningCopies.LEAVE);
        CopyReport left = clouds.time.runUntilDone(first.report()).join();
        assertThat(left.count(CopyStatus.LEFT_RUNNING)).isEqualTo(4);
        assertThat(left.failed()).isZero();

        clouds.restart();
        CopyReport report = clouds.run(clouds.bulk(), oneEach("golden"));
        assertThat(report.isComplete()).isTrue();
        assertThat(copies()).isEqualTo(4);
    }

    @Test
    void copy_whenJobsAreAlike_makesOneForEach_overAllStarts() {
        for (int start = 0; start < 2; start++) {
            clouds.run(
                    CopyJob.copy("yandex", FourClouds.yandex("twin")),
                    CopyJob.copy("yandex", FourClouds.yandex("twin")),
                    CopyJob.copy("yandex", FourClouds.yandex("twin")).withId("third"));
            assertThat(clouds.desktop.copies()).hasSize(3);
            clouds.restart();
        }
    }

    @Test
    void copy_whenItFails_isRepeatedUnderAFreshKeyAsOftenAsTheSettingsSay_overAllStarts() {
        clouds.desktop.script(Timeline.polls(1).failing("13", "broken"));
        for (int start = 0; start < 2; start++) {
            CopyReport report = clouds.run(
                    clouds.bulk().attempts(3), Stream.of(CopyJob.copy("yandex", FourClouds.yandex("golden"))));
            assertThat(report.failures()).singleElement().satisfies(outcome -> {
                assertThat(outcome.status()).isEqualTo(CopyStatus.FAILED);
                assertThat(outcome.attempts()).isEqualTo(3);
                assertThat(outcome.cause().orElseThrow().message()).contains("broken");
            });
            assertThat(clouds.desktop.copies()).hasSize(3);
            clouds.restart();
        }
    }

    @Test
    void run_whenAJobCannotBeUnderstood_goesOnWithTheOthers() {
        CopyReport report = clouds.run(
                CopyJob.copy("nobody", FourClouds.yandex("a")),
                CopyJob.copy("ali", FourClouds.yandex("b")),
                CopyJob.copy("yandex", FourClouds.yandex("c")));
        assertThat(report.count(CopyStatus.SUCCEEDED)).isEqualTo(1);
        assertThat(report.failures())
                .extracting(outcome -> outcome.cause().orElseThrow().message())
                .anyMatch(message -> message.contains("no client of the name nobody"))
                .anyMatch(message -> message.contains("knows no request of type YandexCopyImageRequest"));
        assertThat(clouds.ecs.requests()).isEmpty();
    }

    @Test
    void run_whenTheServiceRefuses_reportsItsCode() {
        clouds.ims.refuseTakenNames();
        CopyReport report = clouds.run(
                CopyJob.copy("huawei", FourClouds.huawei("taken")).withId("1"),
                CopyJob.copy("huawei", FourClouds.huawei("taken")).withId("2"));
        assertThat(report.failures()).singleElement().satisfies(outcome -> assertThat(
                        outcome.cause().orElseThrow().code())
                .isEqualTo("IMG.0009"));
        assertThat(clouds.ims.copies()).hasSize(1);
    }

    @Test
    void stopAtFirstFailure_startsNothingMore_andWaitsForWhatRuns() {
        clouds.desktop.script(Timeline.polls(1).failing("13", "broken"));
        Stream<CopyJob> jobs = Stream.concat(
                Stream.of(
                        CopyJob.copy("yandex", FourClouds.yandex("broken")),
                        CopyJob.copy("huawei", FourClouds.huawei("long"))),
                IntStream.range(0, 20).mapToObj(i -> CopyJob.copy("huawei", FourClouds.huaweiToRegion("later-" + i))));
        CopyReport report = clouds.run(clouds.bulk().attempts(1).stopAtFirstFailure(), jobs);
        assertThat(report.failed()).isEqualTo(1);
        assertThat(report.count(CopyStatus.SUCCEEDED)).isEqualTo(6);
        assertThat(report.count(CopyStatus.NOT_STARTED)).isEqualTo(15);
        assertThat(clouds.ims.copies()).hasSize(6);
    }

    @Test
    void deadline_startsNothingMore_andLeavesWhatRuns() {
        Stream<CopyJob> jobs =
                IntStream.range(0, 12).mapToObj(i -> CopyJob.copy("huawei", FourClouds.huaweiToRegion("copy-" + i)));
        CopyReport report = clouds.run(clouds.bulk().deadline(Duration.ofMinutes(45)), jobs);
        assertThat(report.elapsed()).isEqualTo(Duration.ofMinutes(45));
        assertThat(report.count(CopyStatus.SUCCEEDED)).isEqualTo(5);
        assertThat(report.count(CopyStatus.LEFT_RUNNING)).isEqualTo(5);
        assertThat(report.count(CopyStatus.NOT_STARTED)).isEqualTo(2);
    }

    @Test
    void copyDeadline_endsTheWaitForOne_andCarriesItsToken() {
        CopyReport report = clouds.run(clouds.bulk().copyDeadline(Duration.ofMinutes(10)), oneEach("golden"));
        assertThat(report.elapsed()).isEqualTo(Duration.ofMinutes(10));
        assertThat(report.failures())
                .hasSize(4)
                .allMatch(outcome -> outcome.status() == CopyStatus.TIMED_OUT)
                .allMatch(outcome -> outcome.resumeToken().isPresent());
    }

    @Test
    void cancel_ofTheCopiesToo_asksTheServicesThatCan() {
        BulkRun run = clouds.bulk().build().start(oneEach("golden"));
        clouds.time.advance(Duration.ofMinutes(1));
        run.cancel(RunningCopies.CANCEL);
        CopyReport report = clouds.time.runUntilDone(run.report()).join();
        assertThat(report.count(CopyStatus.CANCELLED)).isEqualTo(2);
        assertThat(report.count(CopyStatus.LEFT_RUNNING)).isEqualTo(2);
    }

    @Test
    void progress_isToldAsAWholeAndForEachCopy() {
        List<BulkProgress> progress = new ArrayList<>();
        List<CopyProgress> copy = new ArrayList<>();
        Stream<CopyJob> jobs =
                IntStream.range(0, 10).mapToObj(i -> CopyJob.copy("huawei", FourClouds.huaweiToRegion("copy-" + i)));
        clouds.run(clouds.bulk().onProgress(progress::add).onCopyProgress(copy::add), jobs);

        assertThat(progress)
                .filteredOn(now -> now.done() > 0 && now.done() < 10)
                .isNotEmpty()
                .allSatisfy(now -> {
                    assertThat(now.done() + now.running() + now.waiting()).isEqualTo(10);
                    assertThat(now.running()).isLessThanOrEqualTo(5);
                    assertThat(now.allRead()).isTrue();
                    assertThat(now.timeLeft().orElseThrow()).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(50));
                });
        assertThat(progress.get(progress.size() - 1)).satisfies(end -> {
            assertThat(end.done()).isEqualTo(10);
            assertThat(end.running() + end.waiting()).isZero();
        });
        assertThat(copy).anyMatch(now -> now.percent().orElse(0) > 50);
    }

    @Test
    void job_isTheSameInItsProgressItsOutcomeAndTheReport_evenAfterARetry() {
        clouds.ims.script(Timeline.polls(2).failing("x", "x")); // so each job begins two copies, under two keys
        Set<String> inProgress = ConcurrentHashMap.newKeySet();
        List<String> ended = new ArrayList<>();
        Stream<CopyJob> jobs =
                IntStream.range(0, 3).mapToObj(i -> CopyJob.copy("huawei", FourClouds.huaweiToRegion("copy-" + i)));

        CopyReport report = clouds.run(
                clouds.bulk()
                        .onCopyProgress(now -> inProgress.add(now.job()))
                        .onOutcome(outcome -> ended.add(outcome.job())),
                jobs);

        assertThat(ended).hasSize(3).doesNotHaveDuplicates().doesNotContain("");
        assertThat(inProgress).containsExactlyInAnyOrderElementsOf(ended);
        assertThat(report.lines().toList())
                .allMatch(line -> ended.stream().anyMatch(job -> line.contains("\"job\":\"" + job + "\"")));
    }

    @Test
    void listeners_thatThrow_endNothing() {
        CopyReport report = clouds.run(
                clouds.bulk()
                        .onProgress(progress -> {
                            throw new IllegalStateException("progress");
                        })
                        .onOutcome(outcome -> {
                            throw new IllegalStateException("outcome");
                        }),
                oneEach("golden"));
        assertThat(report.isComplete()).isTrue();
    }

    @Test
    void run_whenTheStreamFails_endsWhatWasRead_andFailsAsTheStreamDid() {
        Stream<CopyJob> jobs = Stream.concat(oneEach("golden"), Stream.of("x").map(text -> {
            throw new IllegalStateException("the list broke off");
        }));
        CompletableFuture<CopyReport> report = clouds.bulk().build().start(jobs).report();
        assertThatThrownBy(() -> clouds.time.runUntilDone(report).join()).hasMessageContaining("the list broke off");
        assertThat(copies()).isEqualTo(4);
    }

    @Test
    void run_withoutAStore_copiesAndForgets() {
        CopyReport report = clouds.run(
                BulkCopy.builder()
                        .clients(clouds.clients())
                        .timeSource(clouds.time)
                        .executor(Runnable::run),
                oneEach("golden"));
        assertThat(report.isComplete()).isTrue();
        assertThatThrownBy(report::lines)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no store");
    }

    @Test
    void lines_areTheFullReport_readFromTheStore() {
        clouds.ecs.addImage("cn-beijing", "m-there", "there");
        CopyReport report = clouds.run(
                clouds.bulk(),
                Stream.concat(
                        oneEach("golden"),
                        Stream.of(CopyJob.ensure("ali", FourClouds.alibaba("cn-beijing", "there")))));
        try (Stream<String> lines = report.lines()) {
            assertThat(lines)
                    .hasSize(5)
                    .allMatch(line -> line.startsWith("{\"job\":\"") && line.contains("\"state\":\"SUCCEEDED\""))
                    .anyMatch(line -> line.contains("\"region\":\"cn-beijing\"")
                            && line.contains("\"imageId\":\"m-there\"")
                            && line.contains("\"evidence\":\"by name\""))
                    .anyMatch(line -> line.contains("\"provider\":\"huawei-ims\"")
                            && line.contains("\"source\":\"" + HuaweiImsSimulator.SOURCE_IMAGE + "\""));
        }
    }

    @Test
    void toRegions_makesAJobForEach() {
        CopyReport report = clouds.run(
                clouds.bulk(),
                CopyJob.toRegions(
                        List.of("cn-shanghai", "cn-beijing", "cn-qingdao"),
                        region -> CopyJob.ensure("ali", FourClouds.alibaba(region, "golden"))));
        assertThat(report.count(CopyStatus.SUCCEEDED)).isEqualTo(3);
        assertThat(clouds.ecs.copies())
                .extracting(AlibabaEcsSimulator.Copy::destinationRegion)
                .containsExactly("cn-shanghai", "cn-beijing", "cn-qingdao");
    }

    @Test
    void evidence_ofACopy_isTheServicesAnswer() {
        List<CopyOutcome> outcomes = new ArrayList<>();
        clouds.run(clouds.bulk().onOutcome(outcomes::add), oneEach("golden"));
        assertThat(outcomes).hasSize(4).allMatch(outcome -> outcome.evidence() == Evidence.ANSWERED);
        clouds.simulators().forEach(Simulator::assertNothingCopiedTwice);
    }
}
