package dev.imagecopy.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Copies that an earlier start has left, when the next start is stopped before it comes to them. */
class LeftCopiesTest {
    private static final CopyLimits TWO = CopyLimits.standard().withInRegion("alibaba-ecs", 2);

    private final FourClouds clouds = new FourClouds();
    private final List<CopyOutcome> outcomes = new ArrayList<>();

    @BeforeEach
    void eightCopiesAreLeft() {
        BulkRun run = clouds.bulk().build().start(jobs());
        clouds.time.advance(Duration.ofMinutes(3));
        run.cancel(RunningCopies.LEAVE);
        assertThat(clouds.time.runUntilDone(run.report()).join().count(CopyStatus.LEFT_RUNNING))
                .isEqualTo(8);
        clouds.restart();
    }

    @AfterEach
    void close() {
        clouds.close();
    }

    private static Stream<CopyJob> jobs() {
        return IntStream.range(0, 8)
                .mapToObj(i -> i % 2 == 0
                        ? CopyJob.copy("ali", FourClouds.alibaba("cn-shanghai", "golden-" + i))
                        : CopyJob.ensure("ali", FourClouds.alibaba("cn-shanghai", "golden-" + i)));
    }

    private BulkCopy.Builder next() {
        return clouds.bulk().limits(TWO).onOutcome(outcomes::add);
    }

    private void assertLeftRunning(int count) {
        assertThat(outcomes.stream().filter(outcome -> outcome.client().equals("ali")))
                .filteredOn(outcome -> outcome.status() == CopyStatus.LEFT_RUNNING)
                .hasSize(count)
                .allSatisfy(outcome -> {
                    assertThat(outcome.origin()).isEqualTo(CopyOrigin.RESUMED);
                    assertThat(outcome.attempts()).isEqualTo(1);
                    assertThat(outcome.resumeToken()).isPresent();
                });
        assertThat(clouds.ecs.copies()).hasSize(8);
    }

    @Test
    void cancel_thatLeavesCopies_reportsThemAsRunning() {
        BulkRun run = next().build().start(jobs());
        clouds.time.advance(Duration.ofMinutes(1));
        run.cancel(RunningCopies.LEAVE);
        clouds.time.runUntilDone(run.report()).join();

        assertLeftRunning(8);
    }

    @Test
    void cancel_thatCancelsCopies_cancelsThemToo() {
        BulkRun run = next().build().start(jobs());
        clouds.time.advance(Duration.ofMinutes(1));
        run.cancel(RunningCopies.CANCEL);
        CopyReport report = clouds.time.runUntilDone(run.report()).join();

        assertThat(report.count(CopyStatus.CANCELLED)).as("%s", report).isEqualTo(8);
        clouds.ecs.assertArrivals("cancelCopyImage", 8);
        assertThat(clouds.ecs.copies()).hasSize(8);
    }

    @Test
    void deadline_reportsThemAsRunning() {
        clouds.run(next().deadline(Duration.ofMinutes(1)), jobs());

        assertLeftRunning(8);
    }

    @Test
    void firstFailure_reportsThemAsRunning_andNothingNewIsStarted() {
        clouds.desktop.script(Timeline.polls(1).failing("13", "broken"));
        CopyReport report = clouds.run(
                next().attempts(1).stopAtFirstFailure(),
                Stream.of(
                                Stream.of(CopyJob.copy("yandex", FourClouds.yandex("broken"))),
                                jobs(),
                                Stream.of(CopyJob.copy("ali", FourClouds.alibaba("cn-shanghai", "another"))))
                        .flatMap(each -> each));

        assertThat(report.count(CopyStatus.SUCCEEDED)).isEqualTo(2);
        assertThat(report.count(CopyStatus.NOT_STARTED)).isEqualTo(1);
        assertLeftRunning(6);
    }

    @Test
    void cancel_afterTheirEnd_tellsWhatTheStoreKnows() {
        clouds.run(clouds.bulk(), jobs());
        clouds.restart();
        BulkRun run = clouds.bulk()
                .limits(TWO)
                .onOutcome(outcomes::add)
                .build()
                .start(Stream.concat(
                        IntStream.range(0, 2)
                                .mapToObj(i -> CopyJob.copy("ali", FourClouds.alibaba("cn-shanghai", "new-" + i))),
                        jobs().filter(job -> job.mode() == CopyJob.Mode.COPY)));
        clouds.time.advance(Duration.ofMinutes(1));
        run.cancel(RunningCopies.LEAVE);
        CopyReport report = clouds.time.runUntilDone(run.report()).join();

        assertThat(report.count(CopyStatus.SUCCEEDED)).as("%s", report).isEqualTo(4);
        assertThat(report.count(CopyStatus.LEFT_RUNNING)).isEqualTo(2);
    }
}
