package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiJob;
import dev.imagecopy.testsupport.sockets.ScriptedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What jobs look like. */
abstract class JobQuirks {
    private static final String NO_IMAGES = "{\"images\":[]}";

    // jobs

    @Test
    void job_successWithoutImageId_isReconciledByName() {
        try (FakeIms ims = new FakeIms()) {
            Operation<HuaweiImage> copy = ims.accepted();
            ims.transport.answer(200, "{\"status\":\"SUCCESS\",\"entities\":{}}");
            ims.transport.answer(200, FakeIms.images(ims.time.now()));
            assertThat(copy.poll().result().orElseThrow().id()).isEqualTo("found");
        }
    }

    /** A status that is not documented leaves it at what the job says. */
    @ParameterizedTest
    @CsvSource({
        "queued, RUNNING",
        "saving, RUNNING",
        "active, SUCCEEDED",
        "killed, FAILED",
        "deleted, FAILED",
        "unheard-of, SUCCEEDED"
    })
    void job_success_countsOnlyIfTheImageThatIsFoundCanBeUsed(String status, OperationState state) {
        try (FakeIms ims = new FakeIms()) {
            Operation<HuaweiImage> nameless = ims.accepted();
            String images = FakeIms.images(ims.time.now()).replace("active", status);
            ims.transport
                    .answer(200, "{\"status\":\"SUCCESS\",\"entities\":{}}")
                    .answer(200, images);
            assertThat(nameless.poll().state()).isEqualTo(state);

            Operation<HuaweiImage> abroad = ims.acceptedAbroad();
            ims.transport
                    .answer(200, "{\"status\":\"SUCCESS\",\"entities\":{\"image_id\":\"found\"}}")
                    .answer(200, images);
            assertThat(abroad.poll().state()).isEqualTo(state);
        }
    }

    @Test
    void job_successWithoutImageIdThatIsNeverListed_isUnknownAfterAMinute() {
        try (FakeIms ims = new FakeIms()) {
            Operation<HuaweiImage> copy = ims.accepted();
            ims.transport.otherwise(request -> FakeIms.json(
                    200,
                    request.uri().getPath().contains("/job/")
                            ? "{\"status\":\"SUCCESS\",\"entities\":[]}"
                            : NO_IMAGES));
            assertThat(ims.awaited(copy))
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(AmbiguousOutcomeException.class);
        }
    }

    @Test
    void job_whoseQueryFails_isSettledByTheImageAndElseAskedForAgain() {
        try (FakeIms ims = new FakeIms(builder -> builder.retryPolicy(RetryPolicy.none()))) {
            Operation<HuaweiImage> copy = ims.accepted();
            String unsure = "{\"error\":{\"message\":\"query failed\",\"code\":\"IMG.0023\"}}";
            ims.transport.answer(400, unsure).answer(200, NO_IMAGES);
            assertThatThrownBy(copy::poll).isInstanceOf(ServerErrorException.class);
            ims.transport.answer(400, unsure).answer(200, FakeIms.images(ims.time.now()));
            assertThat(copy.poll().result().orElseThrow().id()).isEqualTo("found");
        }
    }

    /** The token of a copy that was not searched for has no time of the service, without which a name proves nothing. */
    @Test
    void job_thatIsGoneWhileAnImageMayBeItsOwn_isAmbiguousAndNamesIt() {
        try (FakeIms ims = new FakeIms()) {
            Operation<HuaweiImage> copy = ims.client.resume(ims.accepted().resumeToken());
            ims.transport.answer(200, "{\"status\":\"RUNNING\"}");
            copy.poll();
            ims.time.advance(Duration.ofMinutes(2));
            String gone = "{\"error\":{\"code\":\"IMG.0023\",\"message\":\"m\"}}";
            ims.transport.answer(404, gone).answer(404, gone).answer(200, FakeIms.images(ims.time.now()));

            assertThatThrownBy(copy::poll)
                    .isInstanceOf(AmbiguousOutcomeException.class)
                    .hasMessageContaining("found");
        }
    }

    @Test
    void image_deletedWhileTheBackendIsNotFound_isDeletedOnceMore() {
        try (FakeIms ims = new FakeIms()) {
            ims.transport
                    .answer(502, "")
                    .answer(404, "{\"error_msg\":\"the backend does not exist\",\"error_code\":\"APIGW.0103\"}")
                    .answer(204, "");

            ims.client.deleteImage("image-1");

            assertThat(ims.sent("DELETE")).isEqualTo(3);
        }
    }

    @Test
    void image_deletedAndThenNotFoundByTheGateway_isNotCalledDeleted() {
        try (FakeIms ims = new FakeIms()) {
            ims.transport.answer(502, "").answer(404, "{\"error_msg\":\"not found\",\"error_code\":\"APIGW.0106\"}");

            assertThatThrownBy(() -> ims.client.deleteImage("image-1")).isInstanceOf(AmbiguousOutcomeException.class);
        }
    }

    @Test
    void job_failWithNullReason_stillHasACode() {
        OperationSnapshot<HuaweiImage> snapshot =
                FakeIms.polled("{\"status\":\"FAIL\",\"error_code\":null,\"fail_reason\":null}");
        assertThat(snapshot.state()).isEqualTo(OperationState.FAILED);
        assertThat(snapshot.failure().orElseThrow().code()).isEqualTo("FAIL");
    }

    @Test
    void job_failWithErrorsInEntities_tellsThem() {
        OperationSnapshot<HuaweiImage> snapshot =
                FakeIms.polled("{\"status\":\"FAIL\",\"entities\":{\"error_code\":\"IMG.0061\","
                        + "\"error\":\"unknown\",\"addition_error_code\":\"X\"}}");
        assertThat(snapshot.failure().orElseThrow().code()).isEqualTo("IMG.0061");
        assertThat(snapshot.failure().orElseThrow().message()).isEqualTo("unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "INIT, QUEUED",
        "init, QUEUED",
        "RUNNING, RUNNING",
        "success, SUCCEEDED",
        "Success, SUCCEEDED",
        "FAIL, FAILED",
        "failed, FAILED",
        "PAUSED, RUNNING"
    })
    void job_status_isReadWithoutCaseAndUnknownMeansRunning(String status, OperationState state) {
        OperationSnapshot<HuaweiImage> snapshot =
                FakeIms.polled("{\"status\":\"" + status + "\",\"entities\":{\"image_id\":\"i\"}}");
        assertThat(snapshot.state()).isEqualTo(state);
        assertThat(snapshot.providerStatus()).isEqualTo(status);
    }

    @Test
    void job_withoutStatus_isRunning() {
        assertThat(FakeIms.polled("{\"job_id\":\"job-1\",\"entities\":{\"image_id\":\"i\"}}")
                        .state())
                .isEqualTo(OperationState.RUNNING);
    }

    @Test
    void job_dates_areReadInBothFormsAndNeverFailAPoll() {
        HuaweiJob odd =
                FakeIms.job("{\"status\":\"RUNNING\",\"begin_time\":\"04-Jun-2015 18:11:06:586\",\"end_time\":\"\"}");
        assertThat(odd.beginTime()).hasValue(Instant.parse("2015-06-04T18:11:06.586Z"));
        assertThat(odd.endTime()).isEmpty();
        assertThat(FakeIms.job("{\"status\":\"RUNNING\",\"begin_time\":\"yesterday\",\"end_time\":null}")
                        .beginTime())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 100", "1.0, 100", "'\"0.4\"', 40", "0.2, 20", "0.405, 41", "null, -1", "'\"\"', -1", "-1, -1"})
    void job_percent_isReadInEveryForm(String percent, int expected) {
        assertThat(FakeIms.job("{\"status\":\"RUNNING\",\"entities\":{\"process_percent\":" + percent + "}}")
                        .progressPercent()
                        .orElse(-1))
                .isEqualTo(expected);
    }

    @Test
    void job_percentThatGoesBackwards_failsNothing() {
        try (FakeIms ims = new FakeIms()) {
            Operation<HuaweiImage> copy = ims.accepted();
            ims.transport.answer(200, "{\"status\":\"RUNNING\",\"entities\":{\"process_percent\":0.6}}");
            ims.transport.answer(200, "{\"status\":\"RUNNING\",\"entities\":{\"process_percent\":0.4}}");
            assertThat(copy.poll().progressPercent()).hasValue(60);
            assertThat(copy.poll().progressPercent()).hasValue(40);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"RUNNING\"}",
                "{\"status\":\"RUNNING\",\"entities\":\"\"}",
                "{\"status\":\"RUNNING\",\"entities\":[]}",
                "{\"status\":\"RUNNING\",\"entities\":null,\"new\":{\"a\":[1]}}"
            })
    void job_entitiesOfAnyKind_failNothing(String body) {
        assertThat(FakeIms.polled(body).state()).isEqualTo(OperationState.RUNNING);
    }

    @Test
    void job_withAFailedSubJob_tellsItsReason() {
        OperationSnapshot<HuaweiImage> snapshot = FakeIms.polled(
                "{\"status\":\"FAIL\",\"fail_reason\":\"sub job failed\","
                        + "\"entities\":{\"subJobId\":\"s1\",\"sub_jobs_result\":[{\"status\":\"FAIL\",\"job_id\":\"s1\","
                        + "\"error_code\":\"IMG.0097\",\"fail_reason\":\"key\\nstate\"},{\"status\":\"SUCCESS\",\"job_id\":\"s2\"}]}}");
        assertThat(snapshot.failure().orElseThrow().code()).isEqualTo("IMG.0097");
        assertThat(snapshot.failure().orElseThrow().message())
                .isEqualTo("sub job failed; sub-job s1 failed: IMG.0097 \"key state\"");
    }

    @Test
    void job_withAByteOrderMark_isRead() {
        try (FakeIms ims = new FakeIms()) {
            ims.transport.answerWith(request -> FakeIms.json(200, "\uFEFF{\"status\":\"RUNNING\"}"));
            assertThat(ims.client.describeJob("job-1").status()).isEqualTo("RUNNING");
        }
    }

    @Test
    void job_thatIsCompressed_isRead() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"status\":\"RUNNING\",\"job_id\":\"job-1\"}".getBytes(StandardCharsets.UTF_8));
        }
        ScriptedServer.Step answer = (peer, server) -> {
            peer.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n\r\n");
            peer.send(packed.toByteArray());
        };
        try (ScriptedServer server = ScriptedServer.start(answer);
                HuaweiImsClient client = HuaweiImsClient.builder()
                        .endpoint(server.uri(""))
                        .region("eu-west-101")
                        .projectId(FakeIms.PROJECT)
                        .credentials(HuaweiCredentials.accessKey("AK", "secret-key"))
                        .build()) {
            assertThat(client.describeJob("job-1").status()).isEqualTo("RUNNING");
            assertThat(server.requests().get(0)).containsIgnoringCase("Accept-Encoding: gzip");
        }
    }
}
