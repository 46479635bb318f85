package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.ServiceFabricSimulator.Copy;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a copy whose answer is a timeout or never comes, on a clock that jumps. */
class LostAnswerTest {
    private static final CopyImageStoreContentRequest REQUEST = TestClients.copy("App\\v1", "App\\v2");

    private final ManualTimeSource time = new ManualTimeSource();
    private final ServiceFabricSimulator cluster =
            ServiceFabricSimulator.inProcess(time).addFolder("App\\v1", "a", "b", "c", "d");
    private final List<String> states = new ArrayList<>();
    private ServiceFabricClient client = TestClients.inProcess(cluster, time).build();

    @AfterEach
    void close() {
        client.close();
        cluster.close();
        assertThat(time.taskFailures()).isEmpty();
    }

    @Test
    void copy_whenTheClusterAnswers504AndGoesOn_isVerifiedAndNotRepeated() {
        cluster.script(Timeline.lasting(Duration.ofSeconds(75)));

        Operation<CopiedContent> copy = client.copyImage(REQUEST);

        assertThat(finish(copy).evidence()).isEqualTo(Evidence.VERIFIED);
        assertThat(cluster.copies()).hasSize(1);
        assertThat(states).contains("RUNNING COPYING", "RUNNING VERIFYING", "SUCCEEDED VERIFIED");
    }

    @Test
    void copy_whenItTakesFarLongerThanTheClustersTime_namesTheSetting() {
        client.close();
        client = TestClients.inProcess(cluster, time).copyResends(0).build();
        cluster.script(Timeline.lasting(Duration.ofMinutes(3)));

        assertThat(catchThrowableOfType(AmbiguousOutcomeException.class, () -> finish(client.copyImage(REQUEST))))
                .hasMessageContaining("serverTimeout sets that time");

        assertThat(finish(client.copyImage(TestClients.copy("App\\v1", "App\\v3").toBuilder()
                                .serverTimeout(Duration.ofMinutes(4))
                                .build()))
                        .evidence())
                .isEqualTo(Evidence.ANSWERED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "reset", "garbage"})
    void copy_whenTheConnectionBreaksDuringIt_isVerifiedAndNotRepeated(String how) {
        cluster.script(Timeline.lasting(Duration.ofSeconds(40)));
        cluster.failNext(
                switch (how) {
                    case "close" -> Fault.loseReply().on("copyImage");
                    case "reset" -> Fault.resetReply().on("copyImage");
                    default -> Fault.garbageReply().on("copyImage");
                });

        assertThat(finish(client.copyImage(REQUEST)).evidence()).isEqualTo(Evidence.VERIFIED);
        assertThat(cluster.copies()).hasSize(1);
        assertThat(cluster.files()).containsKey("App\\v2\\_.dir");
    }

    @Tag("FAULT-95")
    @ParameterizedTest
    @CsvSource({"403, 1", "403, 2", "421, 1", "421, 2"})
    void copy_whenALookIsRefusedOnceOrTwice_isVerifiedAllTheSame(int status, int times) {
        cluster.script(Timeline.lasting(Duration.ofSeconds(40)));
        cluster.failNext(Fault.loseReply().on("copyImage"));
        Operation<CopiedContent> copy = client.copyImage(REQUEST);
        cluster.failNext(Fault.status(status).on("listContent").times(times));

        assertThat(finish(copy).evidence()).isEqualTo(Evidence.VERIFIED);
        assertThat(cluster.copies()).hasSize(1);
    }

    /** A 404 about the image store says nothing about the destination. */
    @ParameterizedTest
    @ValueSource(strings = {"FABRIC_E_PARTITION_NOT_FOUND", "FABRIC_E_SERVICE_DOES_NOT_EXIST"})
    void copy_whileTheImageStoreCannotBeFound_isVerifiedLater(String code) {
        cluster.script(Timeline.lasting(Duration.ofSeconds(75)));
        Operation<CopiedContent> copy = client.copyImage(REQUEST);
        cluster.failNext(Fault.status(404)
                .body("application/json", "{\"Error\":{\"Code\":\"" + code + "\",\"Message\":\"m\"}}")
                .on("listContent")
                .times(12));

        assertThat(finish(copy).evidence()).isEqualTo(Evidence.VERIFIED);
        assertThat(cluster.copies()).hasSize(1);
    }

    @Test
    void copy_whenEveryLookIsRefused_endsTheWaitAndNotTheCopy() {
        cluster.script(Timeline.lasting(Duration.ofSeconds(40)));
        cluster.failNext(Fault.loseReply().on("copyImage"));
        Operation<CopiedContent> copy = client.copyImage(REQUEST);
        cluster.failNext(Fault.status(421).on("listContent").times(1000));

        assertThatThrownBy(() -> finish(copy)).hasRootCauseInstanceOf(ApiException.class);
        assertThat(copy.latest().state()).isEqualTo(OperationState.RUNNING);
    }

    /** Load balancers forget a connection that has been silent for minutes: some say so by a reset, some never. */
    @Tag("SF-22")
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whenTheIdleConnectionIsForgotten_theCopyIsVerified(boolean told) {
        cluster.script(Timeline.lasting(Duration.ofMinutes(6)));
        Fault forgotten = told ? Fault.resetReply() : Fault.delayReply(Duration.ofHours(1));
        cluster.failNext(forgotten.on("copyImage"));
        CopyImageStoreContentRequest slow = CopyImageStoreContentRequest.builder()
                .remoteSource("App\\v1")
                .remoteDestination("App\\v2")
                .serverTimeout(Duration.ofMinutes(10))
                .build();

        CopiedContent copied = finish(client.copyImage(slow));

        assertThat(copied.evidence()).isEqualTo(Evidence.VERIFIED);
        assertThat(cluster.arrivals("copyImage")).isEqualTo(1);
        assertThat(time.now())
                .isBetween(
                        ManualTimeSource.START.plus(Duration.ofMinutes(told ? 6 : 10)),
                        ManualTimeSource.START.plus(Duration.ofMinutes(told ? 7 : 11)));
    }

    @Test
    void copy_whenTheDestinationHasAMarkerAlready_waitsForANewOne() {
        cluster.addFolder("App\\v2", "old")
                .script(Timeline.lasting(Duration.ofSeconds(20)).queuedFor(Duration.ofSeconds(20)));
        cluster.failNext(Fault.loseReply().on("copyImage"));

        CopiedContent copied = finish(client.copyImage(REQUEST));

        assertThat(copied.evidence()).isEqualTo(Evidence.VERIFIED);
        assertThat(cluster.files()).containsKey("App\\v2\\d").doesNotContainKey("App\\v2\\old");
    }

    @Test
    void copy_whenTheRequestNeverArrived_isSentAgainAfterTheClustersTime() {
        cluster.failNext(Fault.dropRequest().on("copyImage"));

        CopiedContent copied = finish(client.copyImage(REQUEST));

        assertThat(copied.evidence()).isEqualTo(Evidence.ANSWERED);
        assertThat(cluster.arrivals("copyImage")).isEqualTo(2);
        assertThat(cluster.copies()).singleElement().satisfies(copy -> assertThat(copy.startedAt())
                .isAfterOrEqualTo(ManualTimeSource.START.plusSeconds(60)));
    }

    @Test
    void copy_whenNoRequestArrives_isAmbiguousAndTheTokenLooksAgain() {
        cluster.failNext(Fault.dropRequest().on("copyImage").times(2));
        Operation<CopiedContent> copy = client.copyImage(REQUEST);

        AmbiguousOutcomeException error = catchThrowableOfType(AmbiguousOutcomeException.class, () -> finish(copy));

        assertThat(error.resumeToken()).isPresent();
        assertThat(error).hasMessageContaining("the cluster's time for the copy has passed");
        assertThat(cluster.arrivals("copyImage")).isEqualTo(2);

        cluster.addFolder("App\\v2", "somebody else finished it");
        assertThat(finish(client.resume(error.resumeToken().orElseThrow())).evidence())
                .isEqualTo(Evidence.VERIFIED);
        assertThat(cluster.arrivals("copyImage")).isEqualTo(2);
    }

    @Test
    void copy_whenResendingIsOff_isNeverSentTwice() {
        client.close();
        client = TestClients.inProcess(cluster, time).copyResends(0).build();
        cluster.failNext(Fault.dropRequest().on("copyImage"));

        assertThat(catchThrowableOfType(AmbiguousOutcomeException.class, () -> finish(client.copyImage(REQUEST))))
                .hasMessageContaining("does not show that it finished");
        assertThat(cluster.arrivals("copyImage")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FABRIC_E_NOT_READY",
                "FileStoreServiceNotReady",
                "FABRIC_E_NOT_PRIMARY",
                "FABRIC_E_SERVICE_OFFLINE",
                "FABRIC_E_GATEWAY_NOT_REACHABLE"
            })
    void copy_whenTheAnswerSaysThatNothingWasBegun_isSentAgainAtOnce(String code) {
        cluster.failNext(refusal(code).on("copyImage").times(3));

        assertThat(finish(client.copyImage(REQUEST)).evidence()).isEqualTo(Evidence.ANSWERED);
        assertThat(cluster.arrivals("copyImage")).isEqualTo(4);
        assertThat(states).doesNotContain("RUNNING VERIFYING");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "E_FAIL",
                "E_ABORT",
                "FABRIC_E_WRITE_CONFLICT",
                "FileUpdateInProgress",
                "FABRIC_E_NO_WRITE_QUORUM",
                "FABRIC_E_RECONFIGURATION_PENDING",
                "FABRIC_E_REPLICATION_QUEUE_FULL",
                "FABRIC_E_OBJECT_CLOSED",
                "FABRIC_E_CONNECTION_CLOSED_BY_REMOTE_END",
                "NotInTheTable"
            })
    void copy_whenTheAnswerLeavesOpenWhatWasBegun_isVerifiedBeforeItIsSentAgain(String code) {
        cluster.failNext(refusal(code).on("copyImage"));

        assertThat(finish(client.copyImage(REQUEST)).evidence()).isEqualTo(Evidence.ANSWERED);
        assertThat(states).contains("RUNNING VERIFYING");
        assertThat(cluster.arrivals("copyImage")).isEqualTo(2);
        assertThat(cluster.copies()).singleElement().satisfies(copy -> assertThat(copy.startedAt())
                .isAfterOrEqualTo(ManualTimeSource.START.plusSeconds(60)));
    }

    private static Fault refusal(String code) {
        return Fault.status(503).body("application/json", "{\"Error\":{\"Code\":\"" + code + "\"}}");
    }

    @Test
    void copy_whenFilesStillAppearAfterTheClustersTime_isNotRepeated() {
        String[] names = new String[40];
        for (int i = 0; i < names.length; i++) {
            names[i] = "file" + i;
        }
        cluster.addFolder("Big", names).script(Timeline.lasting(Duration.ofMinutes(5)));

        assertThat(finish(client.copyImage(TestClients.copy("Big", "Copy"))).evidence())
                .isEqualTo(Evidence.VERIFIED);
        assertThat(cluster.copies()).hasSize(1);
    }

    @Test
    void copy_whenTheClusterFailsOnItsWay_failsAndSaysWhy() {
        cluster.script(Timeline.lasting(Duration.ofSeconds(5)).failing("FABRIC_E_IMAGESTORE_IOERROR", ""));
        Operation<CopiedContent> copy = client.copyImage(REQUEST);

        assertThat(catchThrowableOfType(OperationFailedException.class, () -> finish(copy)))
                .hasMessageContaining("FABRIC_E_IMAGESTORE_IOERROR")
                .hasMessageContaining("disk");
        assertThat(copy.latest().state()).isEqualTo(OperationState.FAILED);
        assertThat(cluster.copies()).hasSize(1);
    }

    @Test
    void copy_whenTheProcessEnds_isPickedUpFromItsToken() {
        cluster.script(Timeline.lasting(Duration.ofSeconds(50)));
        Operation<CopiedContent> copy = client.copyImage(REQUEST);
        client.close();
        client = TestClients.inProcess(cluster, time).build();

        Operation<CopiedContent> resumed = client.resume(copy.resumeToken());

        assertThat(resumed.id()).isEqualTo(copy.id()).isNotEmpty();
        assertThat(finish(resumed).destination()).isEqualTo("App\\v2");
        assertThat(cluster.copies()).hasSize(1);
    }

    private CopiedContent finish(Operation<CopiedContent> copy) {
        copy.onProgress(this::note);
        return new Jumping(time).finish(copy, () -> assertThat(cluster.copies()).noneMatch(Copy::whileAnotherRan));
    }

    private void note(OperationSnapshot<CopiedContent> snapshot) {
        states.add(snapshot.state() + " " + snapshot.providerStatus());
    }
}
