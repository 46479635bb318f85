package dev.imagecopy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyLimits;
import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.fleet.FailingConnections.Failure;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whichever single statement, commit or connection of a whole run fails: the run ends, nothing is lost, ambiguous or copied twice, and
 * all places are free again. Applications repeat a submission, a cancellation or a retry that failed.
 */
class FailingStatementTest {
    private static final Duration LATE = Duration.ofMinutes(1);
    private static final int MOST_OPERATIONS = 2_000;

    /** What an application does with a fleet. */
    @FunctionalInterface
    private interface Run {
        void in(TestFleet clouds);
    }

    /** Runs it again and again, and lets the next operation fail each time. */
    private static void whicheverFails(Failure failure, Run run, Run check) {
        Instant end = end(new FailingConnections(), run, check);
        FailingConnections connections;
        int number = 0;
        do {
            assertThat(++number).isLessThan(MOST_OPERATIONS);
            connections = new FailingConnections();
            connections.fail(number, failure);
            assertThat(end(connections, run, check)).as(connections.failed()).isBefore(end.plus(LATE));
        } while (connections.operations() >= number);
    }

    /** Returns when the run ended. */
    private static Instant end(FailingConnections connections, Run run, Run check) {
        try (TestFleet clouds =
                new TestFleet(settings -> settings.limits(CopyLimits.standard().withInRun(2)))) {
            clouds.addWorker();
            clouds.simulators().forEach(simulator -> simulator.script(Timeline.polls(1)));
            clouds.database.watch(connections);
            Instant end;
            try {
                run.in(clouds);
                clouds.database.watch(null);
                end = clouds.time.now();
                check.in(clouds);
                assertThat(clouds.database.<Integer>transact(connection -> {
                            try (var row = connection
                                    .createStatement()
                                    .executeQuery("select (select count(*) from imagecopy_limit where taken <> 0)"
                                            + " + (select count(*) from imagecopy_lane where waiting <> 0)")) {
                                row.next();
                                return row.getInt(1);
                            }
                        }))
                        .as("limits under which places are taken, and lanes in which copies wait")
                        .isZero();
            } catch (AssertionError e) {
                throw new AssertionError("when this failed: " + connections.failed(), e);
            }
            return end;
        }
    }

    private static void repeated(Runnable call) {
        try {
            call.run();
        } catch (FleetException failed) {
            call.run();
        }
    }

    private static List<String> ids(TestFleet clouds) {
        try {
            return clouds.fleet().copies().map(FleetCopy::id).toList();
        } catch (FleetException failed) {
            return clouds.fleet().copies().map(FleetCopy::id).toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void copies_succeedOnce(Failure failure) {
        whicheverFails(
                failure,
                clouds -> {
                    repeated(() -> clouds.fleet()
                            .submit(Stream.of(
                                    CopyJob.copy("huawei", TestClients.huawei("golden")),
                                    CopyJob.ensure("ali", TestClients.alibaba("cn-shanghai", "golden")),
                                    CopyJob.copy("fabric", TestClients.fabric("App\\golden")))));
                    repeated(clouds::runUntilIdle);
                },
                clouds -> {
                    assertThat(clouds.outcomes())
                            .hasSize(3)
                            .extracting(CopyOutcome::status)
                            .containsOnly(CopyStatus.SUCCEEDED);
                    clouds.simulators().forEach(Simulator::assertNothingCopiedTwice);
                });
    }

    /** Of three, one waits for a place. */
    @ParameterizedTest
    @EnumSource
    void copies_thatAreCancelled_end(Failure failure) {
        List<CopyJob> jobs = Stream.of("a", "b", "c")
                .map(name -> CopyJob.copy("yandex", TestClients.yandex(name)))
                .toList();
        whicheverFails(
                failure,
                clouds -> {
                    clouds.desktop.script(Timeline.lasting(Duration.ofMinutes(5)));
                    repeated(() -> clouds.fleet().submit(jobs.stream()));
                    clouds.runFor(Duration.ofSeconds(30));
                    List<String> ids = ids(clouds);
                    ids.forEach(id -> repeated(() -> clouds.fleet().cancel(id)));
                    repeated(clouds::runUntilIdle);
                },
                clouds -> assertThat(clouds.outcomes())
                        .hasSize(3)
                        .extracting(CopyOutcome::status)
                        .containsOnly(CopyStatus.CANCELLED));
    }

    @ParameterizedTest
    @EnumSource
    void copies_thatFail_areRepeatedAsOftenAsTheSettingsSay_andTakenUpAgain(Failure failure) {
        whicheverFails(
                failure,
                clouds -> {
                    clouds.desktop.script(Timeline.polls(1).failing("13", "broken"));
                    repeated(() ->
                            clouds.fleet().submit(Stream.of(CopyJob.copy("yandex", TestClients.yandex("golden")))));
                    repeated(clouds::runUntilIdle);
                    assertThat(clouds.desktop.copies()).hasSize(2);
                    clouds.desktop.script(Timeline.polls(1));
                    repeated(() -> clouds.fleet().copies().forEach(copy -> clouds.fleet()
                            .retry(copy.id())));
                    repeated(clouds::runUntilIdle);
                },
                clouds -> {
                    assertThat(clouds.outcomes())
                            .extracting(CopyOutcome::status)
                            .containsExactly(CopyStatus.SUCCEEDED);
                    assertThat(clouds.desktop.copies()).hasSize(3);
                });
    }
}
