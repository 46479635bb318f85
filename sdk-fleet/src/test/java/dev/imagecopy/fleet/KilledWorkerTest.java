package dev.imagecopy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.operation.ResumePolicy;
import dev.imagecopy.testing.Simulator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a copy whose worker ends while it sends. */
class KilledWorkerTest {
    private final TestFleet clouds =
            new TestFleet(settings -> settings.resumePolicy(ResumePolicy.uniqueNames(Duration.ofSeconds(90))));

    @AfterEach
    void close() {
        clouds.close();
    }

    static Stream<Arguments> copiesAndCuts() {
        return FleetTest.oneEach("golden")
                .flatMap(job -> Stream.of(CutNetwork.Cut.values()).map(cut -> Arguments.of(job.client(), cut)));
    }

    private static CopyJob job(String client) {
        return FleetTest.oneEach("golden")
                .filter(job -> job.client().equals(client))
                .findFirst()
                .orElseThrow();
    }

    /** A worker of its own that its first request for a copy ends; the others come back afterwards. */
    private static TestWorker runUntilKilled(TestFleet fleet, CutNetwork.Cut cut, CopyJob job) {
        AtomicReference<TestWorker> doomed = new AtomicReference<>();
        List<TestWorker> others = List.copyOf(fleet.workers);
        fleet.workers.clear();
        doomed.set(fleet.addWorker(
                fleet.time,
                network -> new CutNetwork(network, fleet.time, cut, () -> {
                    doomed.get().kill();
                    return true;
                })));
        fleet.fleet().submit(Stream.of(job));
        fleet.runUntil(() -> !doomed.get().isAlive());
        fleet.workers.addAll(others);
        return doomed.get();
    }

    @ParameterizedTest
    @MethodSource("copiesAndCuts")
    void copy_whenItsWorkerIsKilledWhileItSends_isSettledByAnother_andCopiedOnce(String client, CutNetwork.Cut cut) {
        TestWorker doomed = runUntilKilled(clouds, cut, job(client));
        assertThat(clouds.only().state()).isEqualTo(FleetState.SENDING);
        assertThat(clouds.only().worker()).isEqualTo(doomed.name);
        clouds.runUntilIdle();

        assertThat(clouds.only().outcome().status()).isEqualTo(CopyStatus.SUCCEEDED);
        clouds.simulators().forEach(Simulator::assertNothingCopiedTwice);
    }

    @Test
    void huaweiCopy_withoutATrace_isAmbiguousByDefault_andIsNotSentAgain() {
        try (TestFleet careful = new TestFleet()) {
            runUntilKilled(careful, CutNetwork.Cut.BEFORE_THE_REQUEST_ARRIVES, job("huawei"));
            careful.runUntilIdle();

            assertThat(careful.outcomes()).singleElement().satisfies(outcome -> {
                assertThat(outcome.status()).isEqualTo(CopyStatus.AMBIGUOUS);
                assertThat(outcome.resumeToken()).isPresent();
            });
            assertThat(careful.ims.arrivals("copyImage")).isZero();

            careful.fleet().retry(careful.only().id());
            careful.runUntilIdle();
            assertThat(careful.only().outcome().status()).isEqualTo(CopyStatus.AMBIGUOUS);
            assertThat(careful.ims.arrivals("copyImage")).isZero();
        }
    }

    /** The engine takes a worker for dead whose machine stands still for half a minute; then both work on the same copy. */
    @ParameterizedTest
    @MethodSource("copiesAndCuts")
    void execution_thatIsRevivedWhileTheFirstStillRuns_settles_andNeverSends(String client, CutNetwork.Cut cut) {
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
        TestWorker slow = clouds.addWorker(
                clouds.time,
                network -> new CutNetwork(network, clouds.time, cut, () -> {
                    meanwhile.get().run();
                    return false;
                }));
        TestWorker other = clouds.workers.get(0);
        clouds.workers.remove(other);
        slow.fleet.submit(Stream.of(job(client)));
        String id = clouds.only().id();
        List<FleetState> found = new java.util.ArrayList<>();
        meanwhile.set(() -> {
            found.add(clouds.only().state());
            other.interfere(id);
            clouds.workers.add(other);
        });

        clouds.runUntilIdle();

        assertThat(found).containsExactly(FleetState.SENDING);
        assertThat(clouds.only().outcome().status()).isEqualTo(CopyStatus.SUCCEEDED);
        clouds.simulators().forEach(Simulator::assertNothingCopiedTwice);
    }
}
