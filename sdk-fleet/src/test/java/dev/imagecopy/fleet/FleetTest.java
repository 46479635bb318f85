package dev.imagecopy.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.bulk.CopyClients;
import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyOrigin;
import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Timeline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A fleet from submission to the report. */
class FleetTest {
    private final TestFleet clouds = new TestFleet();

    @AfterEach
    void close() {
        clouds.close();
    }

    static Stream<CopyJob> oneEach(String name) {
        return Stream.of(
                CopyJob.copy("huawei", TestClients.huawei(name)),
                CopyJob.copy("ali", TestClients.alibaba("cn-shanghai", name)),
                CopyJob.copy("yandex", TestClients.yandex(name)),
                CopyJob.copy("fabric", TestClients.fabric("App\\" + name)));
    }

    private int copies() {
        return clouds.simulators().stream()
                .mapToInt(simulator -> simulator.copies().size())
                .sum();
    }

    @Test
    void fleet_copiesOnAllClouds_andSaysTheSameOfEach() {
        List<CopyOutcome> outcomes = clouds.run(oneEach("golden").toArray(CopyJob[]::new));

        assertThat(outcomes).hasSize(4).allSatisfy(outcome -> {
            assertThat(outcome.status()).isEqualTo(CopyStatus.SUCCEEDED);
            assertThat(outcome.origin()).isEqualTo(CopyOrigin.COPIED);
            assertThat(outcome.attempts()).isEqualTo(1);
            assertThat(outcome.imageId()).isNotEmpty();
            assertThat(outcome.source()).isNotEmpty();
            assertThat(outcome.cause()).isEmpty();
            assertThat(outcome.resumeToken()).isEmpty();
            assertThat(Duration.between(outcome.startedAt(), outcome.endedAt()))
                    .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(32));
        });
        clouds.simulators().forEach(Simulator::assertNothingCopiedTwice);
    }

    @Test
    void workers_inTurn_finishTheSameCopies() {
        clouds.addWorker();
        clouds.addWorker();
        List<CopyOutcome> outcomes = clouds.run(IntStream.range(0, 10)
                .boxed()
                .flatMap(i -> oneEach("image-" + i))
                .toArray(CopyJob[]::new));

        assertThat(outcomes).hasSize(40).allMatch(outcome -> outcome.status() == CopyStatus.SUCCEEDED);
        clouds.simulators().forEach(Simulator::assertNothingCopiedTwice);
        assertThat(copies()).isEqualTo(40);
    }

    @Test
    void copyOfSixHours_occupiesARow_andAStepNowAndThen() {
        clouds.desktop.script(Timeline.lasting(Duration.ofHours(6)));
        List<CopyOutcome> outcomes = clouds.run(CopyJob.copy("yandex", TestClients.yandex("long")));

        assertThat(outcomes).singleElement().extracting(CopyOutcome::status).isEqualTo(CopyStatus.SUCCEEDED);
        assertThat(clouds.executions()).isLessThan(6 * 3600 / 24);
    }

    @Test
    void submit_ofTheSameJobs_addsNothing_exceptUnderAnotherName() {
        FleetSubmission first = clouds.fleet().submit("monday", oneEach("golden"));
        FleetSubmission second = clouds.fleet().submit("monday", oneEach("golden"));
        FleetSubmission third =
                clouds.fleet().submit("tuesday", Stream.of(CopyJob.copy("yandex", TestClients.yandex("golden"))));

        assertThat(first).isEqualTo(new FleetSubmission(4, 0, 0, List.of()));
        assertThat(second).isEqualTo(new FleetSubmission(0, 4, 0, List.of()));
        assertThat(third).isEqualTo(new FleetSubmission(1, 0, 0, List.of()));
        clouds.runUntilIdle();
        assertThat(copies()).isEqualTo(5);
    }

    @Test
    void submit_ofAJobWhoseIdIsThatOfAnotherRequest_refusesIt() {
        List<CopyJob> first = oneEach("golden").map(job -> job.withId("7")).toList();
        List<CopyJob> other = oneEach("silver").map(job -> job.withId("7")).toList();
        clouds.fleet().submit(first.stream());

        for (int i = 0; i < 2; i++) {
            FleetSubmission again = clouds.fleet().submit(first.stream());
            FleetSubmission changed = clouds.fleet().submit(other.stream());

            assertThat(again).isEqualTo(new FleetSubmission(0, 4, 0, List.of()));
            assertThat(changed.known() + changed.added()).isZero();
            assertThat(changed.refused()).isEqualTo(4);
            assertThat(changed.refusals())
                    .extracting(FleetSubmission.Refusal::job)
                    .containsExactlyInAnyOrderElementsOf(other);
            assertThat(changed.refusals())
                    .allSatisfy(refusal -> assertThat(refusal.reason()).contains("'7'", "another request"));
            clouds.runUntilIdle();
            assertThat(copies()).isEqualTo(4);
        }
    }

    @Test
    void submit_ofEqualJobs_makesACopyForEach() {
        CopyJob job = CopyJob.copy("yandex", TestClients.yandex("twin"));
        clouds.fleet().submit(Stream.of(job, job, job.withId("third")));
        clouds.fleet().submit(Stream.of(job, job, job.withId("third")));
        clouds.runUntilIdle();
        assertThat(clouds.desktop.copies()).hasSize(3);
    }

    @Test
    void submit_refusesWhatNoClientUnderstands_andStoresTheRest() {
        FleetSubmission submission = clouds.fleet()
                .submit(Stream.of(
                        CopyJob.copy("nobody", TestClients.yandex("a")),
                        CopyJob.copy("ali", TestClients.yandex("b")),
                        CopyJob.copy("yandex", TestClients.yandex("c"))));
        assertThat(submission.added()).isEqualTo(1);
        assertThat(submission.refused()).isEqualTo(2);
        assertThat(submission.refusals())
                .extracting(FleetSubmission.Refusal::reason)
                .anyMatch(reason -> reason.contains("no client of the name nobody"))
                .anyMatch(reason -> reason.contains("knows no request of type YandexCopyImageRequest"));
    }

    @Test
    void copy_whenItFails_isRepeatedUnderAFreshKeyAsOftenAsTheSettingsSay() {
        clouds.desktop.script(Timeline.polls(1).failing("13", "broken"));
        List<CopyOutcome> outcomes = clouds.run(CopyJob.copy("yandex", TestClients.yandex("golden")));

        assertThat(outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.status()).isEqualTo(CopyStatus.FAILED);
            assertThat(outcome.attempts()).isEqualTo(2);
            assertThat(outcome.cause().orElseThrow().message()).contains("broken");
            assertThat(outcome.key()).endsWith("0002");
        });
        assertThat(clouds.desktop.copies()).hasSize(2);
    }

    @Test
    void retry_ofAFailedCopy_beginsUnderAFreshKey() {
        clouds.desktop.script(Timeline.polls(1).failing("13", "broken"));
        clouds.run(CopyJob.copy("yandex", TestClients.yandex("golden")));
        clouds.desktop.script(Timeline.lasting(Duration.ofMinutes(3)));

        assertThat(clouds.fleet().retry(clouds.only().id())).isTrue();
        assertThat(clouds.fleet().retry(clouds.only().id()))
                .as("it has not ended")
                .isFalse();
        clouds.runUntilIdle();

        assertThat(clouds.only().outcome()).satisfies(outcome -> {
            assertThat(outcome.status()).isEqualTo(CopyStatus.SUCCEEDED);
            assertThat(outcome.attempts()).isEqualTo(1);
            assertThat(outcome.key()).endsWith("0003");
        });
        assertThat(clouds.desktop.copies()).hasSize(3);
    }

    @Test
    void copyDeadline_endsTheCopyInTheFleet_andRetryGoesOnWithIt() {
        try (TestFleet hasty = new TestFleet(settings -> settings.copyDeadline(Duration.ofMinutes(10)))) {
            List<CopyOutcome> outcomes = hasty.run(oneEach("golden").toArray(CopyJob[]::new));
            assertThat(outcomes).hasSize(4).allSatisfy(outcome -> {
                assertThat(outcome.status()).isEqualTo(CopyStatus.TIMED_OUT);
                assertThat(outcome.resumeToken()).isPresent();
                assertThat(Duration.between(outcome.startedAt(), outcome.endedAt()))
                        .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
            });
            hasty.time.advance(Duration.ofMinutes(30));
            hasty.fleet().copies().forEach(copy -> hasty.fleet().retry(copy.id()));
            hasty.runUntilIdle();
            assertThat(hasty.outcomes()).allMatch(outcome -> outcome.status() == CopyStatus.SUCCEEDED);
            hasty.simulators().forEach(Simulator::assertNothingCopiedTwice);
        }
    }

    static Stream<Duration> endless() {
        return Stream.of(ChronoUnit.FOREVER.getDuration(), Duration.ofSeconds(Long.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("endless")
    void copyDeadline_thatNeverComes_endsNothing(Duration limit) {
        try (TestFleet patient = new TestFleet(settings -> settings.copyDeadline(limit))) {
            assertThat(patient.run(oneEach("golden").toArray(CopyJob[]::new)))
                    .hasSize(4)
                    .extracting(CopyOutcome::status)
                    .containsOnly(CopyStatus.SUCCEEDED);
        }
    }

    @Test
    void cancel_endsWhatWaits_asksTheServicesThatCan_andSaysWhatTheOthersSaid() {
        clouds.fleet().submit(oneEach("golden"));
        clouds.runFor(Duration.ofMinutes(2));
        clouds.fleet().copies().forEach(copy -> assertThat(clouds.fleet().cancel(copy.id()))
                .isTrue());
        clouds.runFor(Duration.ofMinutes(2));

        assertThat(clouds.fleet().status().ended(CopyStatus.CANCELLED)).isEqualTo(2);
        assertThat(clouds.fleet().copies().filter(copy -> copy.state() == FleetState.RUNNING))
                .hasSize(2)
                .allMatch(FleetCopy::cancelRequested);
        clouds.runUntilIdle();
        assertThat(clouds.fleet().status().ended(CopyStatus.SUCCEEDED)).isEqualTo(2);
        assertThat(clouds.fleet().cancel(clouds.only().id())).as("it has ended").isFalse();
    }

    /** Only the handle of the worker that asked the service knows why the image is gone. */
    @Test
    void cancel_byOneOfSeveralWorkers_isACancellationForAllOfThem() {
        clouds.addWorker();
        clouds.addWorker();
        clouds.fleet()
                .submit(IntStream.range(0, 6)
                        .mapToObj(i -> CopyJob.copy("ali", TestClients.alibaba("cn-shanghai", "image-" + i))));
        clouds.runFor(Duration.ofMinutes(2));
        for (FleetCopy copy : clouds.fleet().copies().toList()) {
            clouds.fleet().cancel(copy.id());
            clouds.runFor(Duration.ofSeconds(7));
        }
        clouds.runUntilIdle();
        assertThat(clouds.outcomes()).hasSize(6).extracting(CopyOutcome::status).containsOnly(CopyStatus.CANCELLED);
    }

    @Test
    void report_isThatOfABulkRun() throws IOException {
        clouds.run(oneEach("golden").toArray(CopyJob[]::new));
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        clouds.fleet().writeReport(report);
        assertThat(report.toString(StandardCharsets.UTF_8).lines())
                .hasSize(4)
                .allMatch(line -> line.contains("\"state\":\"SUCCEEDED\"") && line.contains("\"evidence\":"));
    }

    @Test
    void tables_areThoseOfTheFleetsName() {
        Fleet other = Fleet.builder()
                .dataSource(clouds.database)
                .timeSource(clouds.time)
                .clients(CopyClients.builder().build())
                .name("other")
                .build();

        assertThat(other.hasTables()).isFalse();
        other.createTables();
        assertThat(other.hasTables()).isTrue();
        assertThat(other.status().total()).isZero();

        clouds.database.execute("update other_version set version = 2");
        assertThatThrownBy(other::hasTables).isInstanceOf(FleetException.class).hasMessageContaining("version 2");
    }
}
