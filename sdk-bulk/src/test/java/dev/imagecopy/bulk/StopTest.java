package dev.imagecopy.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.core.Copies;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Once a run has stopped, nothing that changes a service begins, wherever its jobs are. */
class StopTest {
    private static final String SHANGHAI = "cn-shanghai";
    private static final Duration SLOW = Duration.ofSeconds(20);

    private final FourClouds clouds = new FourClouds();
    private final List<CopyOutcome> outcomes = new ArrayList<>();

    @BeforeEach
    void oneJobFails() {
        clouds.desktop.script(Timeline.polls(1).failing("13", "broken"));
    }

    @AfterEach
    void close() {
        clouds.close();
    }

    private static CopyJob failing() {
        return CopyJob.copy("yandex", FourClouds.yandex("broken"));
    }

    private static CopyJob alibaba() {
        return CopyJob.ensure("ali", FourClouds.alibaba(SHANGHAI, "golden"));
    }

    private CopyReport stopAtFirstFailure(CopyJob... jobs) {
        return clouds.run(
                clouds.bulk().attempts(1).deleteLeftovers().stopAtFirstFailure().onOutcome(outcomes::add),
                Stream.of(jobs));
    }

    @Test
    void jobThatLooks_doesNotCopy() {
        clouds.ecs.failNext(Fault.delayReply(SLOW).on("describeImages"));
        CopyReport report = stopAtFirstFailure(alibaba(), failing());

        assertThat(report.count(CopyStatus.NOT_STARTED)).isEqualTo(1);
        assertThat(clouds.ecs.copies()).isEmpty();
    }

    @Test
    void jobThatLooks_doesNotDeleteWhatAFailedCopyHasLeft() {
        clouds.ecs.addImage(SHANGHAI, "m-left", "golden");
        clouds.ecs.setImageStatus(SHANGHAI, "m-left", "CreateFailed");
        clouds.ecs.failNext(Fault.delayReply(SLOW).on("describeImages"));
        CopyReport report = stopAtFirstFailure(alibaba(), failing());

        assertThat(report.count(CopyStatus.NOT_STARTED)).isEqualTo(1);
        clouds.ecs.assertArrivals("deleteImage", 0);
        assertThat(clouds.ecs.copies()).isEmpty();
    }

    @Test
    void jobThatDeletes_doesNotCopy() {
        clouds.ecs.addImage(SHANGHAI, "m-left", "golden");
        clouds.ecs.setImageStatus(SHANGHAI, "m-left", "CreateFailed");
        clouds.ecs.failNext(Fault.delayReply(SLOW).on("deleteImage"));
        CopyReport report = stopAtFirstFailure(alibaba(), failing());

        assertThat(report.count(CopyStatus.NOT_STARTED)).isEqualTo(1);
        clouds.ecs.assertArrivals("deleteImage", 1);
        assertThat(clouds.ecs.copies()).isEmpty();
    }

    @Test
    void jobWhoseCopyFails_isNotRepeated() {
        clouds.ecs.script(Timeline.polls(10).failing("x", "x"));
        CopyReport report = clouds.run(
                clouds.bulk().attempts(1).stopAtFirstFailure(),
                Stream.of(CopyJob.copy("ali", FourClouds.alibaba(SHANGHAI, "golden")), failing()));

        assertThat(report.count(CopyStatus.FAILED)).isEqualTo(2);
        assertThat(clouds.ecs.copies()).hasSize(1);
    }

    @Test
    void jobThatTheServiceRefusedForTooMany_isNotStartedAgain() {
        clouds.ecs.failNext(Fault.status(429).on("copyImage").times(20));
        CopyReport report = stopAtFirstFailure(alibaba(), failing());

        assertThat(report.count(CopyStatus.NOT_STARTED)).isEqualTo(1);
        assertThat(clouds.ecs.copies()).isEmpty();
    }

    @Test
    void cancel_endsALookAtOnce() {
        clouds.ecs.failNext(Fault.delayReply(SLOW).on("describeImages"));
        BulkRun run = clouds.bulk().onOutcome(outcomes::add).build().start(Stream.of(alibaba()));
        clouds.time.advance(Duration.ofSeconds(1));
        run.cancel(RunningCopies.LEAVE);

        assertThat(run.report()).isDone();
        assertThat(outcomes).extracting(CopyOutcome::status).containsExactly(CopyStatus.NOT_STARTED);
        clouds.time.advance(Duration.ofMinutes(5));
        assertThat(clouds.ecs.copies()).isEmpty();
    }

    @Test
    void cancel_leavesACopyThatIsBeingSettledToTheNextStart() {
        CopyRequest request = FourClouds.huawei("golden");
        try (FourClouds cut = new FourClouds(new CutStore())) {
            ((CutStore) cut.store).cut(cut, CopyJob.copy("huawei", request));
            cut.ims.failNext(Fault.delayReply(SLOW).on("listImages"));
            BulkRun run = cut.bulk().onOutcome(outcomes::add).build().start(Stream.of(CopyJob.copy("huawei", request)));
            cut.time.advance(Duration.ofSeconds(1));
            run.cancel(RunningCopies.LEAVE);

            assertThat(run.report()).isDone();
            assertThat(outcomes).singleElement().satisfies(outcome -> {
                assertThat(outcome.status()).isEqualTo(CopyStatus.LEFT_RUNNING);
                assertThat(outcome.resumeToken()).isPresent();
            });
            cut.restart();
            assertThat(cut.run(CopyJob.copy("huawei", request)).isComplete()).isTrue();
            assertThat(cut.ims.copies()).hasSize(1);
        }
    }

    /** Whatever an earlier start has queued is not sent either, nor is what it was sending. */
    @Test
    void jobThatTheStoreHolds_isNotSent() {
        CopyJob job = CopyJob.copy("ali", FourClouds.alibaba(SHANGHAI, "golden"));
        String key;
        try (FourClouds elsewhere = new FourClouds()) {
            elsewhere.run(elsewhere.bulk().onOutcome(outcomes::add), Stream.of(job));
            key = outcomes.remove(0).key();
        }
        CutStore slow = new CutStore();
        try (FourClouds cut = new FourClouds(slow)) {
            Copies<?> copies = cut.alibaba().copies();
            OperationKey stored = copies.key(key);
            cut.store
                    .save(StoredOperation.queued(
                            stored, copies.write(job.request()), SHANGHAI, "golden", cut.time.now()))
                    .join();
            slow.holdReads();
            BulkRun run = cut.bulk().onOutcome(outcomes::add).build().start(Stream.of(job));
            run.cancel(RunningCopies.LEAVE);
            slow.answerReads();

            assertThat(cut.time.runUntilDone(run.report()).join().count(CopyStatus.NOT_STARTED))
                    .isEqualTo(1);
            assertThat(cut.ecs.requests()).isEmpty();
        }
    }
}
