package dev.imagecopy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.testing.Simulator;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker whose clients were closed before it was stopped. */
class ClosedClientTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 2}) // before the copies are sent, and while they run
    void copies_ofAClosedClient_areTriedNowAndThen_andTheirRowsSayWhy(long minutes) {
        try (TestFleet clouds = new TestFleet()) {
            clouds.fleet()
                    .submit(Stream.of(
                            CopyJob.ensure("ali", TestClients.alibaba("cn-shanghai", "golden")),
                            CopyJob.copy("yandex", TestClients.yandex("golden"))));
            clouds.runFor(Duration.ofMinutes(minutes));
            clouds.workers.get(0).clients.close();
            long before = clouds.executions();

            clouds.runFor(Duration.ofMinutes(1));

            assertThat(clouds.executions() - before).isBetween(4L, 8L);
            assertThat(clouds.fleet().copies()).hasSize(2).allSatisfy(copy -> assertThat(copy.problem())
                    .endsWith("' is closed"));

            clouds.workers.clear();
            clouds.addWorker();
            clouds.runUntilIdle();
            assertThat(clouds.outcomes())
                    .hasSize(2)
                    .extracting(CopyOutcome::status)
                    .containsOnly(CopyStatus.SUCCEEDED);
            clouds.simulators().forEach(Simulator::assertNothingCopiedTwice);
        }
    }
}
