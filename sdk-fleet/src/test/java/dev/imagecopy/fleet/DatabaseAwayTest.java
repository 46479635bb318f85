package dev.imagecopy.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A database that is away for a minute: nothing is sent without it, and nothing is lost. */
class DatabaseAwayTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestFleet clouds = new TestFleet();

    @AfterEach
    void close() {
        clouds.close();
    }

    static Stream<String> clients() {
        return Stream.of("huawei", "ali", "yandex", "fabric");
    }

    private static CopyJob job(String client) {
        return FleetTest.oneEach("golden")
                .filter(job -> job.client().equals(client))
                .findFirst()
                .orElseThrow();
    }

    private void awayForAMinute() {
        clouds.database.away(true);
        clouds.time.schedule(MINUTE, () -> clouds.database.away(false));
    }

    @Test
    void copies_thatRun_goOnAfterwards() {
        clouds.addWorker();
        clouds.fleet().submit(IntStream.range(0, 5).boxed().flatMap(i -> FleetTest.oneEach("image-" + i)));
        clouds.runFor(Duration.ofMinutes(5));
        awayForAMinute();
        clouds.runFor(MINUTE.plusSeconds(1));
        clouds.runUntilIdle();

        assertThat(clouds.outcomes()).hasSize(20).allMatch(outcome -> outcome.status() == CopyStatus.SUCCEEDED);
        clouds.simulators().forEach(Simulator::assertNothingCopiedTwice);
    }

    @Test
    void copies_thatWereAboutToBeSent_areSentAfterwards() {
        clouds.fleet().submit(FleetTest.oneEach("golden"));
        awayForAMinute();
        clouds.runFor(MINUTE.minusSeconds(1));
        assertThat(clouds.simulators()).allMatch(service -> service.copies().isEmpty());
        clouds.runFor(Duration.ofSeconds(2));
        clouds.runUntilIdle();

        assertThat(clouds.outcomes()).hasSize(4).allMatch(outcome -> outcome.status() == CopyStatus.SUCCEEDED);
    }

    /** It goes between the commit before the first byte and the answer of the service, so nobody can note that it was accepted. */
    @ParameterizedTest
    @MethodSource("clients")
    void copy_thatIsAcceptedMeanwhile_isSettledAfterwards(String client) {
        List<TestWorker> others = List.copyOf(clouds.workers);
        clouds.workers.clear();
        clouds.addWorker(
                clouds.time,
                network -> new CutNetwork(network, clouds.time, CutNetwork.Cut.BEFORE_THE_ANSWER_COMES, () -> {
                    awayForAMinute();
                    return false;
                }));
        clouds.fleet().submit(Stream.of(job(client)));
        clouds.runFor(MINUTE.plusSeconds(2));
        clouds.workers.addAll(others);
        clouds.runUntilIdle();

        List<CopyOutcome> outcomes = clouds.outcomes();
        assertThat(outcomes).singleElement().extracting(CopyOutcome::status).isEqualTo(CopyStatus.SUCCEEDED);
        clouds.simulators().forEach(Simulator::assertNothingCopiedTwice);
    }

    /** Its worker holds the answer until the database is back, so there is nothing to settle. */
    @ParameterizedTest
    @MethodSource("clients")
    void answer_thatComesMeanwhile_isWrittenAfterwards_withoutAnotherRequest(String client) {
        List<CutNetwork> networks = new ArrayList<>();
        clouds.workers.clear();
        clouds.addWorker(clouds.time, network -> {
            CutNetwork cut = new CutNetwork(network, clouds.time, CutNetwork.Cut.BEFORE_THE_ANSWER_COMES, () -> {
                awayForAMinute();
                return false;
            });
            networks.add(cut);
            return cut;
        });
        clouds.fleet().submit(Stream.of(job(client)));
        clouds.runUntil(() -> !clouds.database.isAway() && clouds.only().state() == FleetState.RUNNING);

        assertThat(networks).allMatch(network -> network.requestsAfterwards() == 0);
        clouds.runUntilIdle();
        assertThat(clouds.only().outcome().status()).isEqualTo(CopyStatus.SUCCEEDED);
    }

    /** Nobody can ask what has become of the statement, or of the commit before the first byte, until it is back. */
    @ParameterizedTest
    @MethodSource("clients")
    void copy_whenTheDatabaseGoesBeforeTheAnswerToAStatement_succeedsOnce(String client) {
        FailingConnections connections;
        int number = 0;
        do {
            connections = new FailingConnections();
            connections.fail(++number, FailingConnections.Failure.UNANSWERED);
            try (TestFleet lost = new TestFleet()) {
                connections.afterwards(() -> {
                    lost.database.away(true);
                    lost.time.schedule(MINUTE, () -> lost.database.away(false));
                });
                lost.simulators().forEach(simulator -> simulator.script(Timeline.polls(1)));
                lost.fleet().submit(Stream.of(job(client)));
                lost.database.watch(connections);
                lost.runFor(MINUTE);
                lost.database.watch(null);
                lost.runUntil(() -> !lost.database.isAway());
                lost.runUntilIdle();

                assertThat(lost.only().outcome().status())
                        .as(connections.failed())
                        .isEqualTo(CopyStatus.SUCCEEDED);
                lost.simulators().forEach(Simulator::assertNothingCopiedTwice);
            }
        } while (!connections.failed().equals("nothing"));
        assertThat(number).isGreaterThan(10);
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                Arguments.of("submit", (Consumer<Fleet>) fleet -> fleet.submit(FleetTest.oneEach("golden"))),
                Arguments.of("status", (Consumer<Fleet>) Fleet::status),
                Arguments.of("limits", (Consumer<Fleet>) Fleet::limits),
                Arguments.of("copies", (Consumer<Fleet>) fleet -> fleet.copies().forEach(copy -> {})),
                Arguments.of("copy", (Consumer<Fleet>) fleet -> fleet.copy("id")),
                Arguments.of("cancel", (Consumer<Fleet>) fleet -> fleet.cancel("id")),
                Arguments.of("retry", (Consumer<Fleet>) fleet -> fleet.retry("id")),
                Arguments.of("createTables", (Consumer<Fleet>) Fleet::createTables),
                Arguments.of("hasTables", (Consumer<Fleet>) Fleet::hasTables),
                Arguments.of("worker", (Consumer<Fleet>)
                        fleet -> fleet.worker().start().close()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void call_fails_andSaysThatTheDatabaseIsAway(String name, Consumer<Fleet> call) {
        clouds.database.away(true);

        assertThatThrownBy(() -> call.accept(clouds.fleet()))
                .as(name)
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("the database is away");
    }

    @Test
    void submission_thatFailed_isRepeated_andAddsNothingTwice() {
        clouds.fleet().submit(FleetTest.oneEach("golden"));
        clouds.database.away(true);
        assertThatThrownBy(() -> clouds.fleet().submit(FleetTest.oneEach("golden")))
                .isInstanceOf(FleetException.class);
        clouds.database.away(false);

        assertThat(clouds.fleet().submit(FleetTest.oneEach("golden")).known()).isEqualTo(4);
    }
}
