package dev.imagecopy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyOrigin;
import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs of a fleet that ensure an image decide as in a bulk run. */
class EnsureTest {
    private static final String SHANGHAI = "cn-shanghai";
    private static final String OTHER_SOURCE = "7777777d-dc36-4aec-80f5-ef9d8009428f";

    private final TestFleet clouds = new TestFleet();

    @AfterEach
    void close() {
        clouds.close();
    }

    private static CopyJob alibaba(String name) {
        return CopyJob.ensure("ali", TestClients.alibaba(SHANGHAI, name));
    }

    private CopyOutcome ensure(CopyJob job) {
        List<CopyOutcome> outcomes = clouds.run(job);
        return outcomes.get(outcomes.size() - 1);
    }

    @Test
    void ensure_whenMissing_copies() {
        assertThat(ensure(CopyJob.ensure("huawei", TestClients.huawei("promoted"))))
                .satisfies(outcome -> {
                    assertThat(outcome.status()).isEqualTo(CopyStatus.SUCCEEDED);
                    assertThat(outcome.origin()).isEqualTo(CopyOrigin.COPIED);
                });
        assertThat(clouds.ims.copies()).hasSize(1);
    }

    @Test
    void ensure_whenThere_isDone_andSaysThatOnlyTheNameTells() {
        clouds.ecs.addImage(SHANGHAI, "m-there", "promoted");
        assertThat(ensure(alibaba("promoted"))).satisfies(outcome -> {
            assertThat(outcome.status()).isEqualTo(CopyStatus.SUCCEEDED);
            assertThat(outcome.origin()).isEqualTo(CopyOrigin.FOUND);
            assertThat(outcome.imageId()).isEqualTo("m-there");
            assertThat(outcome.evidence()).isEqualTo(Evidence.FOUND_BY_NAME);
            assertThat(outcome.attempts()).isZero();
        });
        assertThat(clouds.ecs.copies()).isEmpty();
    }

    @Test
    void ensure_whenSomebodyElseIsMakingIt_followsThat_withAnyWorker() {
        clouds.addWorker();
        clouds.workers.get(0).clients.alibaba.copyImage(TestClients.alibaba(SHANGHAI, "promoted"));
        clouds.workers.get(0).clients.huawei.copyImage(TestClients.huawei("promoted"));
        clouds.time.advance(Duration.ofMinutes(5));
        for (CopyJob job : List.of(alibaba("promoted"), CopyJob.ensure("huawei", TestClients.huawei("promoted")))) {
            assertThat(ensure(job)).satisfies(outcome -> {
                assertThat(outcome.status()).isEqualTo(CopyStatus.SUCCEEDED);
                assertThat(outcome.imageId()).isNotEmpty();
            });
        }
        assertThat(clouds.ecs.copies()).hasSize(1);
        assertThat(clouds.ims.copies()).hasSize(1);
    }

    @Test
    void cancel_ofOneThatFollowsSomebodyElsesCopy_onlyStopsFollowing() {
        Operation<?> theirs =
                clouds.workers.get(0).clients.alibaba.copyImage(TestClients.alibaba(SHANGHAI, "promoted"));
        clouds.time.advance(Duration.ofMinutes(5));
        clouds.fleet().submit(Stream.of(alibaba("promoted")));
        clouds.runUntil(() -> clouds.only().state() == FleetState.RUNNING);

        assertThat(clouds.fleet().cancel(clouds.only().id())).isTrue();
        clouds.runUntilIdle();

        assertThat(clouds.only().outcome()).satisfies(outcome -> {
            assertThat(outcome.status()).isEqualTo(CopyStatus.CANCELLED);
            assertThat(outcome.origin()).isEqualTo(CopyOrigin.ADOPTED);
            assertThat(outcome.cause().orElseThrow().message()).contains("somebody else's");
        });
        assertThat(clouds.ecs.arrivals("cancelCopyImage")).isZero();
        clouds.time.advance(Duration.ofHours(1));
        assertThat(theirs.poll().state()).isEqualTo(OperationState.SUCCEEDED);
    }

    @Test
    void ensure_whenTheNameIsAnothersImage_isAConflictAndLeavesIt() {
        clouds.ims.addImage(OTHER_SOURCE);
        clouds.workers
                .get(0)
                .clients
                .huawei
                .copyImage(TestClients.huawei("promoted").toBuilder()
                        .imageId(OTHER_SOURCE)
                        .build());
        clouds.time.advance(Duration.ofHours(1));
        assertThat(ensure(CopyJob.ensure("huawei", TestClients.huawei("promoted")))
                        .status())
                .isEqualTo(CopyStatus.CONFLICT);
        assertThat(clouds.ims.copies()).hasSize(1);
    }

    @Test
    void ensure_whenAFailedAttemptHoldsTheName_reportsIt() {
        clouds.ecs.script(Timeline.polls(1).failing("x", "x"));
        CopyOutcome outcome = ensure(alibaba("promoted"));
        assertThat(outcome.status()).isEqualTo(CopyStatus.LEFTOVER);
        assertThat(outcome.imageId()).isEqualTo(clouds.ecs.copies().get(0).imageId());
        assertThat(clouds.ecs.arrivals("deleteImage")).isZero();
    }

    @Test
    void ensure_whenItMayDeleteLeftovers_repeatsUnderAFreshKeyAsOftenAsTheSettingsSay() {
        try (TestFleet tidy =
                new TestFleet(settings -> settings.deleteLeftovers().attempts(3))) {
            tidy.ecs.script(Timeline.polls(1).failing("x", "x"));
            List<CopyOutcome> outcomes = tidy.run(alibaba("promoted"));
            assertThat(outcomes).singleElement().satisfies(outcome -> {
                assertThat(outcome.status()).isEqualTo(CopyStatus.FAILED);
                assertThat(outcome.attempts()).isEqualTo(3);
            });
            assertThat(tidy.ecs.copies().stream()
                            .map(copy -> copy.clientToken())
                            .distinct())
                    .hasSize(3);
        }
    }

    @Test
    void ensure_onServiceFabric_whoseOwnCopyFailed_goesByThePolicyForLeftovers() {
        CopyJob job = CopyJob.ensure("fabric", TestClients.fabric("App\\half"));
        clouds.cluster.script(Timeline.lasting(Duration.ofMinutes(30)).failing("FABRIC_E_IMAGESTORE_IOERROR", ""));
        assertThat(ensure(job).status()).isEqualTo(CopyStatus.LEFTOVER);
        assertThat(clouds.cluster.copies()).hasSize(1);
        try (TestFleet tidy = new TestFleet(Fleet.Builder::deleteLeftovers)) {
            tidy.cluster.script(Timeline.lasting(Duration.ofMinutes(30)).failing("FABRIC_E_IMAGESTORE_IOERROR", ""));
            assertThat(tidy.run(job)).singleElement().satisfies(outcome -> assertThat(outcome.status())
                    .isEqualTo(CopyStatus.FAILED));
            assertThat(tidy.cluster.copies()).hasSize(2);
        }
    }

    @Test
    void submit_ofAJobThatHasEnded_looksAgain() {
        CopyJob job = alibaba("promoted");
        String first = ensure(job).imageId();
        clouds.workers.get(0).clients.alibaba.deleteImage(SHANGHAI, first);
        assertThat(clouds.fleet().submit(Stream.of(job)).known()).isEqualTo(1);
        clouds.runUntilIdle();
        assertThat(clouds.only().outcome()).satisfies(outcome -> {
            assertThat(outcome.origin()).isEqualTo(CopyOrigin.COPIED);
            assertThat(outcome.imageId()).isNotEqualTo(first);
        });
    }

    @Test
    void ensure_whenTwoJobsWantTheSame_makesOneCopy() {
        clouds.fleet().submit(Stream.of(alibaba("promoted"), alibaba("promoted")));
        clouds.runUntilIdle();
        assertThat(clouds.ecs.copies()).hasSize(1);
    }
}
