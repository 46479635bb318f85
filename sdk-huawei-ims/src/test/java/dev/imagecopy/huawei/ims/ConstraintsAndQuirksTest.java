package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.InvalidRequestException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.error.OperationWaitTimeoutException;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.huawei.ims.model.HuaweiJob;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The constraints and quirks of the service, in the order in which its description lists them. */
class ConstraintsAndQuirksTest {
    private static final String NO_IMAGES = "{\"images\":[]}";

    private static HuaweiCopyImageRequest.Builder copy() {
        return HuaweiCopyImageRequest.builder().imageId("source").name("golden");
    }

    // names

    @ParameterizedTest
    @ValueSource(strings = {"", " leading", "trailing ", "a\tb", "a/b", "a:b"})
    void name_outsideTheDocumentedForm_isRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> copy().name(name).build());
    }

    @Test
    void name_of128Characters_isFineAndOf129_isNot() {
        assertThat(copy().name("n".repeat(128)).build().name()).hasSize(128);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> copy().name("n".repeat(129)).build())
                .withMessageContaining("IMG.0002");
    }

    @Test
    void name_withCharactersBeyondAscii_isLeftToTheServiceAndCountedByCodePoints() {
        assertThat(copy().name("镜像 v1.0_a-b").build().name()).isEqualTo("镜像 v1.0_a-b");
        assertThat(copy().name("🚀".repeat(128)).build().name()).hasSize(256);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> copy().name("🚀".repeat(129)).build());
    }

    @Test
    void limits_whenNotChecked_areLeftToTheServiceButForControlCharacters() {
        assertThat(copy().name("n".repeat(129) + "/")
                        .limitsChecked(false)
                        .build()
                        .name())
                .hasSize(130);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> copy().name("a\nb").limitsChecked(false).build());
    }

    // descriptions

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a<b", "a>b"})
    void description_withForbiddenCharacters_isRefused(String description) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> copy().description(description).build());
    }

    @Test
    void description_of1024Characters_isFineAndOf1025_isNot() {
        assertThat(copy().description("d".repeat(1024)).build().description()).isPresent();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> copy().description("d".repeat(1025)).build())
                .withMessageContaining("IMG.0004");
    }

    @Test
    void description_empty_isSentAndAbsent_isNot() {
        assertThat(FakeIms.bodyOf(copy().description("").build()))
                .isEqualTo("{\"name\":\"golden\",\"description\":\"\"}");
        assertThat(FakeIms.bodyOf(copy().build())).isEqualTo("{\"name\":\"golden\"}");
    }

    @Test
    void description_beyondAscii_isSentAsUtf8() {
        assertThat(FakeIms.bodyOf(copy().description("描述 ü").build())).contains("描述 ü");
    }

    // keys and enterprise projects

    @Test
    void cmkIdAndEnterpriseProject_areSentAsGiven() {
        assertThat(FakeIms.bodyOf(copy().cmkId("").build())).contains("\"cmk_id\":\"\"");
        assertThat(FakeIms.bodyOf(copy().cmkId("bd66288c-9081-460a-8227-4cbd0c814cb4")
                        .enterpriseProjectId("0")
                        .build()))
                .contains("\"cmk_id\":\"bd66288c-9081-460a-8227-4cbd0c814cb4\"", "\"enterprise_project_id\":\"0\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> copy().enterpriseProjectId("mine").build());
    }

    @Test
    void cmkId_sameAsTheSources_isTheServicesToRefuse() {
        try (FakeIms ims = new FakeIms()) {
            ims.transport.answer(400, "{\"error\":{\"message\":\"same key\",\"code\":\"IMG.0096\"}}");
            assertThatThrownBy(() -> ims.client.copyImage(copy().cmkId("k").build()))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("IMG.0096 \"same key\"");
        }
    }

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

    // what answers a copy

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"job_id\":\"\"}",
                "{\"job_id\":\"../x\"}",
                "{\"job_id\":\"a",
                "<html>ok</html>"
            })
    void submit_answeredWith200ButNoJob_isReconciledAndThenUnknown(String body) {
        try (FakeIms ims = new FakeIms()) {
            ims.transport.answerWith(
                    request -> FakeIms.response(200, "text/html", body.getBytes(StandardCharsets.UTF_8)));
            ims.transport.otherwise(request -> FakeIms.json(200, NO_IMAGES));
            assertThatThrownBy(() -> ims.client.copyImage(FakeIms.request()))
                    .isInstanceOf(AmbiguousOutcomeException.class)
                    .hasCauseInstanceOf(ResponseFormatException.class);
            assertThat(ims.sent("POST")).isEqualTo(1);
            assertThat(ims.sent("GET")).isEqualTo(4);
        }
    }

    @Test
    void submit_answeredWith202_isASuccess() {
        try (FakeIms ims = new FakeIms()) {
            ims.transport.answer(202, "{\"job_id\":\"job-1\"}");
            assertThat(ims.client.copyImage(FakeIms.request()).id()).isEqualTo("job-1");
        }
    }

    @Test
    void submit_answeredWithARedirect_isAnError() {
        try (FakeIms ims = new FakeIms()) {
            ims.transport.answer(302, "");
            assertThatThrownBy(() -> ims.client.copyImage(FakeIms.request()))
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.status()).isEqualTo(302));
        }
    }

    // retries

    @Test
    void submit_throttledOnce_isSentAgain() {
        try (FakeIms ims = new FakeIms()) {
            ims.transport.answer(429, "{\"error_msg\":\"slow\",\"error_code\":\"APIG.0308\",\"request_id\":\"r\"}");
            assertThat(ims.accepted().id()).isEqualTo("job-1");
            assertThat(ims.sent("POST")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"IMG.0060", "IMG.0187"})
    void submit_turnedAwayByAdmissionControl_isSentAgainAfterALongPause(String code) {
        try (FakeIms ims = new FakeIms()) {
            Instant before = ims.time.now();
            ims.transport.answer(400, "{\"error\":{\"message\":\"busy\",\"code\":\"" + code + "\"}}");
            assertThat(ims.accepted().id()).isEqualTo("job-1");
            assertThat(Duration.between(before, ims.time.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(15));
        }
    }

    @Test
    void wait_throughAStormOf503_goesOn() {
        try (FakeIms ims = new FakeIms()) {
            Operation<HuaweiImage> copy = ims.accepted();
            for (int i = 0; i < 40; i++) {
                ims.transport.answer(503, "");
            }
            ims.transport.otherwise(
                    request -> FakeIms.json(200, "{\"status\":\"SUCCESS\",\"entities\":{\"image_id\":\"new\"}}"));
            assertThat(ims.awaited(copy))
                    .isCompletedWithValueMatching(image -> image.id().equals("new"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void submit_afterAServerError_isNotSentAgain(int status) {
        try (FakeIms ims = new FakeIms()) {
            ims.transport.answer(status, "");
            ims.transport.otherwise(request -> FakeIms.json(200, NO_IMAGES));
            assertThatThrownBy(() -> ims.client.copyImage(FakeIms.request()))
                    .isInstanceOf(AmbiguousOutcomeException.class);
            assertThat(ims.sent("POST")).isEqualTo(1);
        }
    }

    @Test
    void submit_thatWasNeverSent_isSentAgain() {
        try (FakeIms ims = new FakeIms()) {
            ims.transport.fail(new TransportException("refused", SendPhase.NOT_SENT, ErrorContext.none(true), null));
            assertThat(ims.accepted().id()).isEqualTo("job-1");
        }
    }

    @Test
    void query_afterAReset_isSentAgain() {
        try (FakeIms ims = new FakeIms()) {
            ims.transport.fail(new TransportException("reset", SendPhase.MAYBE_SENT, ErrorContext.none(true), null));
            ims.transport.answer(200, "{\"status\":\"RUNNING\"}");
            assertThat(ims.client.describeJob("job-1").status()).isEqualTo("RUNNING");
        }
    }

    // waits

    @Test
    void wait_shorterThanOnePoll_endsAndLeavesTheCopyAlone() {
        try (FakeIms ims = new FakeIms()) {
            Operation<HuaweiImage> copy = ims.accepted();
            CompletableFuture<HuaweiImage> wait = copy.awaitAsync(Duration.ofMillis(10));
            assertThat(ims.run(wait))
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(OperationWaitTimeoutException.class);
            assertThat(ims.sent("GET")).isZero();
            assertThat(copy.latest().state()).isEqualTo(OperationState.QUEUED);
        }
    }

    @Test
    void wait_forAFailedJob_tellsCodeAndReason() {
        try (FakeIms ims = new FakeIms()) {
            Operation<HuaweiImage> copy = ims.accepted();
            ims.transport.otherwise(request ->
                    FakeIms.json(200, "{\"status\":\"FAIL\",\"error_code\":\"IMG.0095\",\"fail_reason\":\"no key\"}"));
            assertThat(ims.awaited(copy))
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(OperationFailedException.class)
                    .withMessageContaining("IMG.0095 \"no key\"");
        }
    }
}
