package dev.imagecopy.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.internal.run.ReportLines;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The written report says of each job, once, what its outcome says. */
class ReportTest {
    private static final String SHANGHAI = "cn-shanghai";

    private final CutStore store = new CutStore();
    private final FourClouds clouds = new FourClouds(store);
    private final List<CopyOutcome> outcomes = new ArrayList<>();

    @AfterEach
    void close() {
        clouds.close();
    }

    private CopyReport run(BulkCopy.Builder bulk, Stream<CopyJob> jobs) {
        return clouds.run(bulk.onOutcome(outcomes::add), jobs);
    }

    private void assertOneLineEach(CopyReport report) {
        assertThat(report.lines().toList())
                .hasSize((int) report.total())
                .containsExactlyElementsOf(
                        outcomes.stream().map(ReportLines::line).toList());
        assertThat(report.lines()).hasSize((int) report.total());
    }

    @Test
    void lines_areOneForEachJob_howeverItEnds() {
        clouds.ecs.addImage(SHANGHAI, "m-there", "there");
        clouds.ecs.addImage(SHANGHAI, "m-left", "left");
        clouds.ecs.setImageStatus(SHANGHAI, "m-left", "CreateFailed");
        clouds.fabric.addFolder("App\\other", "x");
        clouds.huawei().copyImage(FourClouds.huawei("underway"));
        clouds.time.advance(Duration.ofMinutes(1));
        clouds.desktop.script(Timeline.polls(1).failing("13", "broken"));
        CopyReport report = run(
                clouds.bulk().stopAtFirstFailure(),
                Stream.of(
                        CopyJob.ensure("huawei", FourClouds.huawei("underway")),
                        CopyJob.ensure("ali", FourClouds.alibaba(SHANGHAI, "there")),
                        CopyJob.ensure("ali", FourClouds.alibaba(SHANGHAI, "there")),
                        CopyJob.copy("nobody", FourClouds.yandex("a"))));
        assertThat(report.total()).isEqualTo(4);
        assertOneLineEach(report);

        outcomes.clear();
        report = run(
                clouds.bulk().copyDeadline(Duration.ofMinutes(20)),
                Stream.of(
                        CopyJob.ensure("ali", FourClouds.alibaba(SHANGHAI, "left")),
                        CopyJob.ensure("fabric", FourClouds.fabric("App\\other")),
                        CopyJob.copy("yandex", FourClouds.yandex("repeated")),
                        CopyJob.copy("ali", FourClouds.yandex("unknown to the client")),
                        CopyJob.copy("ali", FourClouds.alibaba(SHANGHAI, "too-long"))));
        assertThat(EnumSet.copyOf(outcomes.stream().map(CopyOutcome::status).toList()))
                .contains(CopyStatus.CONFLICT, CopyStatus.FAILED, CopyStatus.TIMED_OUT);
        assertOneLineEach(report);
    }

    @Test
    void lines_containJobsThatWereNeverStarted() {
        BulkRun run = clouds.bulk()
                .onOutcome(outcomes::add)
                .build()
                .start(IntStream.range(0, 12)
                        .mapToObj(i -> CopyJob.copy("huawei", FourClouds.huaweiToRegion("copy-" + i))));
        clouds.time.advance(Duration.ofMinutes(5));
        run.cancel(RunningCopies.LEAVE);
        CopyReport report = clouds.time.runUntilDone(run.report()).join();

        assertThat(report.count(CopyStatus.NOT_STARTED)).isEqualTo(7);
        assertOneLineEach(report);
    }

    @Test
    void lines_ofTheNextStart_areOneForEachJobAgain() {
        clouds.ims.script(Timeline.polls(2).failing("x", "x"));
        Stream<CopyJob> first = Stream.of(CopyJob.copy("huawei", FourClouds.huawei("a")));
        run(clouds.bulk(), first);
        outcomes.clear();
        clouds.restart();
        CopyReport report = run(
                clouds.bulk(),
                Stream.of(
                        CopyJob.copy("huawei", FourClouds.huawei("a")),
                        CopyJob.copy("huawei", FourClouds.huawei("b"))));

        assertThat(report.total()).isEqualTo(2);
        assertOneLineEach(report);
    }

    @ParameterizedTest
    @CsvSource({
        "huawei, 401",
        "huawei, 403",
        "ali, 401",
        "ali, 403",
        "yandex, 401",
        "yandex, 403",
        "fabric, 401",
        "fabric, 403"
    })
    void copyThatWasBeingSent_whenSettlingIsRefused_isAmbiguousWithItsToken_inTheOutcomeAndTheReport(
            String client, int refusal) {
        CopyRequest request = Map.<String, CopyRequest>of(
                        "huawei", FourClouds.huawei("golden"),
                        "ali", FourClouds.alibaba(SHANGHAI, "golden"),
                        "yandex", FourClouds.yandex("golden"),
                        "fabric", FourClouds.fabric("App\\golden"))
                .get(client);
        CopyJob job = CopyJob.copy(client, request);
        store.cut(clouds, job);
        clouds.simulators()
                .forEach(simulator -> simulator.failNext(Fault.status(refusal).times(50)));
        CopyReport report = run(clouds.bulk().copyDeadline(Duration.ofHours(3)), Stream.of(job));

        assertThat(outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.status()).isIn(CopyStatus.AMBIGUOUS, CopyStatus.LEFT_RUNNING);
            assertThat(outcome.status() == CopyStatus.AMBIGUOUS || client.equals("fabric"))
                    .isTrue();
            assertThat(outcome.resumeToken()).isPresent();
            assertThat(outcome.cause()).isPresent();
        });
        assertOneLineEach(report);
        assertThat(report.lines().findFirst().orElseThrow()).contains("\"resumeToken\":\"v1.");
    }

    @Test
    void evidence_isThatOfTheOutcome() {
        clouds.ecs.addImage(SHANGHAI, "m-there", "there");
        CopyReport report = run(clouds.bulk(), Stream.of(CopyJob.ensure("ali", FourClouds.alibaba(SHANGHAI, "there"))));

        assertThat(outcomes.get(0).evidence()).isEqualTo(Evidence.FOUND_BY_NAME);
        assertThat(report.lines()).singleElement().satisfies(line -> assertThat(line)
                .contains("\"evidence\":\"by name\""));
    }

    @Test
    void run_isOverWhenTheStoreHasTheEnds() {
        store.holdEnds();
        BulkRun run = clouds.bulk().build().start(Stream.of(CopyJob.copy("yandex", FourClouds.yandex("golden"))));
        CompletableFuture<CopyReport> report = run.report();
        while (run.progress().done() == 0) {
            clouds.time.advanceToNextTask();
        }
        assertThat(report).isNotDone();

        store.writeEnds();
        assertThat(report).isDone();
        assertThat(report.join().isComplete()).isTrue();
    }

    @Test
    void run_doesNotWaitForAStoreForEver() {
        store.holdEnds();
        CompletableFuture<CopyReport> report = clouds.bulk()
                .build()
                .start(Stream.of(CopyJob.copy("yandex", FourClouds.yandex("golden"))))
                .report();
        clouds.time.advance(Duration.ofMinutes(40));

        assertThat(report).isDone();
    }
}
