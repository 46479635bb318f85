package dev.imagecopy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service answers to a copy after another worker has given it up is not lost. */
class LateAnswerTest {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private static CopyJob job(String client) {
        return FleetTest.oneEach("golden")
                .filter(job -> job.client().equals(client))
                .findFirst()
                .orElseThrow();
    }

    /** Sends a copy whose answer comes 20 s later, and lets another worker look at it before. */
    private static void sendAndLook(TestFleet clouds, String client, Runnable afterTheLook) {
        TestWorker other = clouds.workers.get(0);
        clouds.workers.clear();
        AtomicReference<Runnable> meanwhile = new AtomicReference<>();
        TestWorker slow = clouds.addWorker(
                clouds.time,
                network -> new CutNetwork(network, clouds.time, CutNetwork.Cut.BEFORE_THE_ANSWER_COMES, () -> {
                    clouds.time.scheduleWork(DEADLINE.plusSeconds(1), meanwhile.get());
                    return false;
                }));
        slow.fleet.submit(Stream.of(job(client)));
        meanwhile.set(() -> {
            other.interfere(clouds.only().id());
            afterTheLook.run();
            clouds.workers.add(other);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"huawei", "ali", "yandex"})
    void acceptance_afterTheTimeLimit_isKept(String client) {
        try (TestFleet clouds = new TestFleet(settings -> settings.copyDeadline(DEADLINE))) {
            sendAndLook(clouds, client, () -> assertThat(clouds.only().outcome().status())
                    .isEqualTo(CopyStatus.TIMED_OUT));
            clouds.runUntilIdle();
            clouds.runFor(Duration.ofMinutes(1));

            assertThat(clouds.only()).satisfies(copy -> {
                assertThat(copy.outcome().status()).isEqualTo(CopyStatus.TIMED_OUT);
                assertThat(copy.acceptedAt()).isPresent();
                assertThat(copy.outcome().resumeToken().map(ResumeToken::value)).isPresent();
            });
            assertThat(clouds.database.execute("update imagecopy_limit set taken = 0 where taken <> 0"))
                    .isZero();
            clouds.simulators().forEach(Simulator::assertNothingCopiedTwice);
        }
    }

    /** The copy itself takes no time. */
    @Test
    void success_afterAnotherWorkerHasFoundNothing_isKept() {
        try (TestFleet clouds = new TestFleet()) {
            clouds.simulators().forEach(simulator -> simulator.script(Timeline.lasting(Duration.ofSeconds(1))));
            sendAndLook(clouds, "huawei", () -> {});
            clouds.runUntilIdle();
            clouds.runFor(Duration.ofMinutes(1));
            assertThat(clouds.outcomes())
                    .extracting(outcome -> outcome.status())
                    .isEqualTo(List.of(CopyStatus.SUCCEEDED));
        }
    }
}
