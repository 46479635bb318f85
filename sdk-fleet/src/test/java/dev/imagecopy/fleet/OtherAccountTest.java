package dev.imagecopy.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.bulk.CopyClients;
import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyOrigin;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker whose client of the right name has the wrong account asks that account nothing, and leaves the copies to the others. */
class OtherAccountTest {
    private static final String SHANGHAI = "cn-shanghai";
    private static final CopyJob JOB = CopyJob.ensure("ali", TestClients.alibaba(SHANGHAI, "golden"));

    private final TestFleet clouds = new TestFleet();
    private final AlibabaEcsSimulator elsewhere = AlibabaEcsSimulator.inProcess(clouds.time);
    private final List<AlibabaEcsClient> clients = new ArrayList<>();
    private final TestWorker right = worker("right", clouds.ecs, "account-1");
    private final TestWorker wrong = worker("wrong", elsewhere, "account-2");

    @AfterEach
    void close() {
        clients.forEach(AlibabaEcsClient::close);
        elsewhere.close();
        clouds.close();
    }

    private TestWorker worker(String name, AlibabaEcsSimulator service, String account) {
        AlibabaEcsClient client = AlibabaEcsClient.builder()
                .region(AlibabaEcsSimulator.SOURCE_REGION)
                .accountId(account)
                .credentials(AlibabaCredentials.accessKey(
                        AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET))
                .transport(service.transport())
                .timeSource(clouds.time)
                .callbackExecutor(Runnable::run)
                .build();
        clients.add(client);
        return new TestWorker(
                clouds,
                name,
                clouds.time,
                settings -> settings.clients(CopyClients.of("ali", client)).deleteLeftovers(),
                network -> network);
    }

    private void onlyWorkerIs(TestWorker worker) {
        clouds.workers.clear();
        clouds.workers.add(worker);
    }

    private void assertLeftByTheWrongWorker(FleetState state) {
        onlyWorkerIs(wrong);
        clouds.runFor(Duration.ofMinutes(2));

        assertThat(elsewhere.requests()).isEmpty();
        assertThat(clouds.only().state()).isEqualTo(state);
        assertThat(clouds.only().problem()).contains("'account-1'", "'ali'", "'account-2'");
    }

    private void assertFinishedByTheRightWorker() {
        onlyWorkerIs(right);
        clouds.runUntilIdle();

        assertThat(clouds.ecs.copies()).hasSize(1);
        assertThat(clouds.only().outcome().status()).isEqualTo(CopyStatus.SUCCEEDED);
        assertThat(clouds.only().outcome().imageId())
                .isEqualTo(clouds.ecs.copies().get(0).imageId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Available", "Creating", "CreateFailed"})
    void image_ofTheOtherAccount_isNeitherTakenNorDeleted(String status) {
        elsewhere.addImage(SHANGHAI, "m-elsewhere", "golden");
        elsewhere.setImageStatus(SHANGHAI, "m-elsewhere", status);
        right.fleet.submit(Stream.of(JOB));

        assertLeftByTheWrongWorker(FleetState.READY);
        assertThat(elsewhere.imageIds(SHANGHAI)).contains("m-elsewhere");
        assertFinishedByTheRightWorker();
    }

    @Test
    void copy_ofSomebodyElse_isFollowedOnlyInItsOwnAccount() {
        right.clients.alibaba.copyImage(TestClients.alibaba(SHANGHAI, "golden"));
        clouds.time.advance(Duration.ofMinutes(5));
        onlyWorkerIs(right);
        right.fleet.submit(Stream.of(JOB));
        clouds.runUntil(() -> clouds.only().state() == FleetState.RUNNING);
        assertThat(clouds.only().outcome().origin()).isEqualTo(CopyOrigin.ADOPTED);

        assertLeftByTheWrongWorker(FleetState.RUNNING);
        assertFinishedByTheRightWorker();
    }

    @Test
    void job_thatIsCancelledBeforeItWasSent_endsWithAnyWorker() {
        right.fleet.submit(Stream.of(JOB));
        assertLeftByTheWrongWorker(FleetState.READY);

        assertThat(clouds.fleet().cancel(clouds.only().id())).isTrue();
        clouds.runUntilIdle();

        assertThat(clouds.only().outcome().status()).isEqualTo(CopyStatus.CANCELLED);
        assertThat(elsewhere.requests()).isEmpty();
    }
}
