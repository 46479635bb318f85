package dev.imagecopy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.BulkCopy;
import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyStatus;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A fleet asks the services hardly more often than a bulk run does for the same jobs. */
class StatusCallsTest {
    private static final int COPIES = 120;
    private static final double MOST = 1.2;
    private static final List<String> REGIONS = List.of("cn-shanghai", "cn-beijing", "eu-west-1");

    private static Stream<CopyJob> jobs() {
        return IntStream.range(0, COPIES).mapToObj(i -> switch (i % 6) {
            case 0 -> CopyJob.copy("huawei", TestClients.huawei("image-" + i));
            case 1 -> CopyJob.copy("yandex", TestClients.yandex("image-" + i));
            case 2 -> CopyJob.copy("fabric", TestClients.fabric("App\\image-" + i));
            default -> CopyJob.copy("ali", TestClients.alibaba(REGIONS.get(i % 3), "image-" + i));
        });
    }

    private record Calls(int alibaba, int huawei, int yandex, int fabric) {
        static Calls of(TestFleet clouds) {
            return new Calls(
                    clouds.ecs.arrivals("describeImages"),
                    clouds.ims.arrivals("describeJob"),
                    clouds.desktop.arrivals("getOperation"),
                    clouds.cluster.arrivals("listContent"));
        }

        int all() {
            return alibaba + huawei + yandex + fabric;
        }
    }

    private static Calls ofABulkRun() {
        try (TestFleet clouds = new TestFleet()) {
            BulkCopy bulk = BulkCopy.builder()
                    .clients(clouds.workers.get(0).clients.byName())
                    .timeSource(clouds.time)
                    .executor(Runnable::run)
                    .build();
            assertThat(clouds.time
                            .runUntilDone(bulk.start(jobs()).report())
                            .join()
                            .isComplete())
                    .isTrue();
            return Calls.of(clouds);
        }
    }

    private static Calls ofAFleet() {
        try (TestFleet clouds = new TestFleet()) {
            clouds.fleet().submit(jobs());
            clouds.runUntilIdle();
            assertThat(clouds.fleet().status().ended(CopyStatus.SUCCEEDED)).isEqualTo(COPIES);
            return Calls.of(clouds);
        }
    }

    @Test
    void statusCalls_areAtMostAFifthMoreThanThoseOfABulkRun() {
        Calls bulk = ofABulkRun();
        Calls fleet = ofAFleet();
        System.out.printf("status calls for %d copies: bulk %s, fleet %s%n", COPIES, bulk, fleet);
        assertThat((double) fleet.all()).isLessThanOrEqualTo(MOST * bulk.all());
        assertThat((double) fleet.alibaba()).isLessThanOrEqualTo(MOST * bulk.alibaba());
    }
}
