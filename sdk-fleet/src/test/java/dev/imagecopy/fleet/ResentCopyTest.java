package dev.imagecopy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.testing.Fault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A copy to a cluster that evidently never arrived is sent again by one worker, and the others know of it. */
class ResentCopyTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void copy_thatNeverArrived_isSentAgainOnce(int workers) {
        try (TestFleet clouds = new TestFleet()) {
            for (int i = 1; i < workers; i++) {
                clouds.addWorker();
            }
            clouds.cluster.failNext(Fault.dropRequest().on("copyImage"));
            clouds.run(CopyJob.copy("fabric", TestClients.fabric("App\\golden")));

            assertThat(clouds.only().outcome().status()).isEqualTo(CopyStatus.SUCCEEDED);
            assertThat(clouds.cluster.copies()).hasSize(1);
            clouds.cluster.assertArrivals("copyImage", 2);
        }
    }
}
