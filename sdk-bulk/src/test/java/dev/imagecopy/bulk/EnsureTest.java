package dev.imagecopy.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Timeline;
import dev.imagecopy.testing.YandexDesktopSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A job that ensures an image: there, under way, missing, failed, something else. */
class EnsureTest {
    private static final String OTHER_SOURCE = "7777777d-dc36-4aec-80f5-ef9d8009428f";
    private static final String SHANGHAI = "cn-shanghai";

    private final FourClouds clouds = new FourClouds();
    private final List<CopyOutcome> outcomes = new ArrayList<>();

    @AfterEach
    void close() {
        clouds.close();
    }

    private CopyOutcome ensure(CopyJob job) {
        return ensure(clouds.bulk(), job);
    }

    private CopyOutcome ensure(BulkCopy.Builder bulk, CopyJob job) {
        outcomes.clear();
        clouds.run(bulk.onOutcome(outcomes::add), Stream.of(job));
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    private static CopyJob alibaba(String name) {
        return CopyJob.ensure("ali", FourClouds.alibaba(SHANGHAI, name));
    }

    @Test
    void ensure_whenMissing_copies() {
        assertThat(ensure(CopyJob.ensure("huawei", FourClouds.huawei("promoted"))))
                .satisfies(outcome -> {
                    assertThat(outcome.status()).isEqualTo(CopyStatus.SUCCEEDED);
                    assertThat(outcome.origin()).isEqualTo(CopyOrigin.COPIED);
                });
        assertThat(clouds.ims.copies()).hasSize(1);
    }

    @Test
    void cancel_ofTheCopiesToo_leavesTheOneOfSomebodyElse() {
        try (AlibabaEcsClient others = clouds.alibabaClient(clouds.ecs)) {
            Operation<?> theirs = others.copyImage(FourClouds.alibaba(SHANGHAI, "promoted"));
            clouds.time.advance(Duration.ofMinutes(5));
            BulkRun run = clouds.bulk().onOutcome(outcomes::add).build().start(Stream.of(alibaba("promoted")));
            clouds.time.advance(Duration.ofMinutes(1));
            run.cancel(RunningCopies.CANCEL);
            clouds.time.runUntilDone(run.report()).join();

            assertThat(outcomes).singleElement().satisfies(outcome -> {
                assertThat(outcome.status()).isEqualTo(CopyStatus.LEFT_RUNNING);
                assertThat(outcome.resumeToken()).isPresent();
            });
            assertThat(clouds.ecs.arrivals("cancelCopyImage")).isZero();
            clouds.time.advance(Duration.ofHours(1));
            assertThat(theirs.poll().state()).isEqualTo(OperationState.SUCCEEDED);
        }
    }

    @Test
    void ensure_whenThere_isDone_andSaysThatOnlyTheNameTells() {
        clouds.ecs.addImage(SHANGHAI, "m-there", "promoted");
        String desktop = clouds.desktop.addDesktopImage(YandexDesktopSimulator.FOLDER, "promoted", Map.of());
        for (CopyJob job : List.of(alibaba("promoted"), CopyJob.ensure("yandex", FourClouds.yandex("promoted")))) {
            assertThat(ensure(job)).as(job.client()).satisfies(outcome -> {
                assertThat(outcome.status()).isEqualTo(CopyStatus.SUCCEEDED);
                assertThat(outcome.origin()).isEqualTo(CopyOrigin.FOUND);
                assertThat(outcome.imageId()).isIn("m-there", desktop);
                assertThat(outcome.evidence()).isEqualTo(Evidence.FOUND_BY_NAME);
                assertThat(outcome.attempts()).isZero();
            });
        }
        assertThat(clouds.ecs.copies()).isEmpty();
        assertThat(clouds.desktop.copies()).isEmpty();
    }

    @Test
    void ensure_whenANameOnlyBeginsTheSame_copies() {
        clouds.ecs.addImage(SHANGHAI, "m-longer", "promoted-2");
        assertThat(ensure(alibaba("promoted")).origin()).isEqualTo(CopyOrigin.COPIED);
    }

    @Test
    void ensure_whenCopiedEarlier_isFound_bySourceWhereTheServiceShowsIt() {
        CopyJob job = CopyJob.ensure("huawei", FourClouds.huawei("promoted"));
        ensure(job);
        clouds.restart();
        assertThat(ensure(job)).satisfies(outcome -> {
            assertThat(outcome.origin()).isEqualTo(CopyOrigin.FOUND);
            assertThat(outcome.isByName()).isFalse();
        });
        assertThat(clouds.ims.copies()).hasSize(1);
    }

    @Test
    void ensure_whenItVanishedSince_copiesAnew() {
        CopyJob job = alibaba("promoted");
        String first = ensure(job).imageId();
        clouds.alibaba().deleteImage(SHANGHAI, first);
        assertThat(ensure(job)).satisfies(outcome -> {
            assertThat(outcome.origin()).isEqualTo(CopyOrigin.COPIED);
            assertThat(outcome.imageId()).isNotEqualTo(first);
        });
    }

    @Test
    void ensure_whenSomebodyElseIsMakingIt_waitsForThat() {
        clouds.alibaba().copyImage(FourClouds.alibaba(SHANGHAI, "promoted"));
        clouds.huawei().copyImage(FourClouds.huawei("promoted"));
        clouds.time.advance(Duration.ofMinutes(5));
        for (CopyJob job : List.of(alibaba("promoted"), CopyJob.ensure("huawei", FourClouds.huawei("promoted")))) {
            assertThat(ensure(job)).satisfies(outcome -> {
                assertThat(outcome.status()).isEqualTo(CopyStatus.SUCCEEDED);
                assertThat(outcome.imageId()).isNotEmpty();
            });
        }
        assertThat(clouds.ecs.copies()).hasSize(1);
        assertThat(clouds.ims.copies()).hasSize(1);
    }

    @Test
    void ensure_whenTheNameIsAnothersImage_isAConflictAndLeavesIt() {
        clouds.ims.addImage(OTHER_SOURCE);
        clouds.huawei()
                .copyImage(FourClouds.huawei("promoted").toBuilder()
                        .imageId(OTHER_SOURCE)
                        .build());
        clouds.time.advance(Duration.ofHours(1));
        assertThat(ensure(CopyJob.ensure("huawei", FourClouds.huawei("promoted"))))
                .satisfies(outcome -> {
                    assertThat(outcome.status()).isEqualTo(CopyStatus.CONFLICT);
                    assertThat(outcome.imageId())
                            .isEqualTo(clouds.ims.copies().get(0).imageId());
                });
        assertThat(clouds.ims.copies()).hasSize(1);
    }

    @Test
    void ensure_whereNoSourceIsShown_isAConflictIfAnythingElseContradicts() {
        clouds.alibaba()
                .copyImage(FourClouds.alibaba(SHANGHAI, "promoted").toBuilder()
                        .description("of October")
                        .build());
        clouds.yandex()
                .copyImage(FourClouds.yandex("promoted").toBuilder()
                        .description("of October")
                        .build());
        clouds.time.advance(Duration.ofHours(1));
        List<CopyJob> jobs = List.of(
                CopyJob.ensure(
                        "ali",
                        FourClouds.alibaba(SHANGHAI, "promoted").toBuilder()
                                .description("of November")
                                .build()),
                CopyJob.ensure(
                        "yandex",
                        FourClouds.yandex("promoted").toBuilder()
                                .description("of November")
                                .build()));
        for (CopyJob job : jobs) {
            assertThat(ensure(job)).as(job.client()).satisfies(outcome -> {
                assertThat(outcome.status()).isEqualTo(CopyStatus.CONFLICT);
                assertThat(outcome.imageId()).isNotEmpty();
                assertThat(outcome.cause().orElseThrow().message()).contains("description");
            });
        }
        assertThat(clouds.ecs.copies()).hasSize(1);
        assertThat(clouds.desktop.copies()).hasSize(1);
    }

    @Test
    void ensure_onServiceFabric_goesByContent() {
        clouds.fabric.addFolder("App\\same", "a", "b").addFolder("App\\other", "x");
        assertThat(ensure(CopyJob.ensure("fabric", FourClouds.fabric("App\\same"))))
                .satisfies(outcome -> {
                    assertThat(outcome.origin()).isEqualTo(CopyOrigin.FOUND);
                    assertThat(outcome.evidence()).isEqualTo(Evidence.VERIFIED);
                });
        assertThat(ensure(CopyJob.ensure("fabric", FourClouds.fabric("App\\other")))
                        .status())
                .isEqualTo(CopyStatus.CONFLICT);
        assertThat(clouds.fabric.copies()).isEmpty();
    }

    @Test
    void ensure_whenAFailedAttemptHoldsTheName_reportsIt() {
        clouds.ecs.script(Timeline.polls(1).failing("x", "x"));
        CopyOutcome outcome = ensure(alibaba("promoted"));
        assertThat(outcome.status()).isEqualTo(CopyStatus.LEFTOVER);
        assertThat(outcome.imageId()).isEqualTo(clouds.ecs.copies().get(0).imageId());
        assertThat(clouds.ecs.copies()).hasSize(1);
        assertThat(clouds.ecs.arrivals("deleteImage")).isZero();
    }

    @Test
    void ensure_whenItMayDeleteLeftovers_repeatsUnderAFreshKeyAsOftenAsTheSettingsSay() {
        clouds.ecs.script(Timeline.polls(1).failing("x", "x"));
        CopyOutcome outcome = ensure(clouds.bulk().deleteLeftovers().attempts(3), alibaba("promoted"));
        assertThat(outcome.status()).isEqualTo(CopyStatus.FAILED);
        assertThat(outcome.attempts()).isEqualTo(3);
        assertThat(clouds.ecs.copies()).hasSize(3);
        assertThat(clouds.ecs.copies().stream().map(copy -> copy.clientToken()).distinct())
                .hasSize(3);

        clouds.ecs.script(Timeline.lasting(Duration.ofMinutes(10)));
        assertThat(ensure(clouds.bulk().deleteLeftovers(), alibaba("promoted")).status())
                .isEqualTo(CopyStatus.SUCCEEDED);
        assertThat(clouds.ecs.imageIds(SHANGHAI)).hasSize(1);
    }

    private void halfCopied() {
        clouds.fabric.script(Timeline.lasting(Duration.ofMinutes(30)).failing("FABRIC_E_IMAGESTORE_IOERROR", ""));
    }

    @Test
    void ensure_onServiceFabric_whoseOwnCopyFailed_reportsWhatThatLeft_andLeavesIt() {
        halfCopied();
        CopyJob job = CopyJob.ensure("fabric", FourClouds.fabric("App\\half"));
        for (int start = 0; start < 2; start++) { // the next start finds in the store that it was its own copy
            assertThat(ensure(job)).satisfies(outcome -> {
                assertThat(outcome.status()).isEqualTo(CopyStatus.LEFTOVER);
                assertThat(outcome.imageId()).isEqualTo("App\\half");
            });
            clouds.restart();
        }
        assertThat(clouds.fabric.copies()).hasSize(1);
        clouds.fabric.assertArrivals("deleteContent", 0);
    }

    @Test
    void ensure_onServiceFabric_whoseOwnCopyFailed_repeatsItIfItMayDeleteLeftovers() {
        halfCopied();
        CopyJob job = CopyJob.ensure("fabric", FourClouds.fabric("App\\half"));
        ensure(clouds.bulk().attempts(1), job);
        clouds.restart();
        clouds.fabric.script(Timeline.lasting(Duration.ofMinutes(30)));
        assertThat(ensure(clouds.bulk().deleteLeftovers(), job).status()).isEqualTo(CopyStatus.SUCCEEDED);
        assertThat(clouds.fabric.copies()).hasSize(2);
    }

    @Test
    void ensure_onServiceFabric_leavesWhatAnotherJobsCopyLeft_orWhatIsComplete() {
        halfCopied();
        ensure(clouds.bulk().attempts(1), CopyJob.copy("fabric", FourClouds.fabric("App\\half")));
        CopyJob job = CopyJob.ensure("fabric", FourClouds.fabric("App\\half"));
        assertThat(ensure(clouds.bulk().deleteLeftovers(), job).status()).isEqualTo(CopyStatus.CONFLICT);

        CopyJob own = CopyJob.ensure("fabric", FourClouds.fabric("App\\own"));
        ensure(clouds.bulk().attempts(1), own);
        clouds.fabric.addFolder("App\\own", "x");
        assertThat(ensure(clouds.bulk().deleteLeftovers(), own).status()).isEqualTo(CopyStatus.CONFLICT);
    }

    @Test
    void ensure_whenTwoJobsWantTheSame_makesOneCopy() {
        CopyReport report = clouds.run(alibaba("promoted"), alibaba("promoted"));
        assertThat(report.count(CopyStatus.SUCCEEDED)).isEqualTo(2);
        assertThat(clouds.ecs.copies()).hasSize(1);
    }

    @Test
    void ensure_withoutAName_isRefusedBeforeAnyCall() {
        CopyOutcome outcome = ensure(CopyJob.ensure(
                "ali",
                AlibabaCopyImageRequest.builder()
                        .imageId(AlibabaEcsSimulator.SOURCE_IMAGE)
                        .targetRegion(SHANGHAI)
                        .build()));
        assertThat(outcome.status()).isEqualTo(CopyStatus.FAILED);
        assertThat(outcome.cause().orElseThrow().message()).contains("no name");
        assertThat(clouds.ecs.requests()).isEmpty();
    }
}
