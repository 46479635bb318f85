package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.event.AttemptFinished;
import dev.imagecopy.core.event.SdkListener;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentialsProviders;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Timeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers a copy, what is repaired and what is sent again. */
abstract class SubmitQuirks {
    private static final String NO_IMAGES = "{\"images\":[]}";

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

    // 429, 503, stale credentials, a wrong clock

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
    @ValueSource(strings = {"APIGW.0307", "APIG.0307"})
    void wait_whoseTokenMustBeUpdated_fetchesAnotherAndGoesOn(String code) {
        AtomicReference<String> token = new AtomicReference<>("old-token");
        CredentialsProvider<HuaweiCredentials> provider = new CredentialsProvider<>() {
            @Override
            public HuaweiCredentials resolve() {
                return HuaweiCredentials.token(token.get());
            }

            @Override
            public void invalidate(HuaweiCredentials refused) {
                token.set("new-token");
            }
        };
        try (FakeIms ims = new FakeIms(builder -> builder.credentials(provider))) {
            Operation<HuaweiImage> copy = ims.accepted();
            ims.transport.answer(401, "{\"error_msg\":\"token must be updated\",\"error_code\":\"" + code + "\"}");
            ims.transport.otherwise(
                    request -> FakeIms.json(200, "{\"status\":\"SUCCESS\",\"entities\":{\"image_id\":\"new\"}}"));
            assertThat(ims.awaited(copy).join().id()).isEqualTo("new");
            assertThat(ims.transport.requests())
                    .extracting(
                            request -> request.headers().first("X-Auth-Token").orElseThrow())
                    .containsExactly("old-token", "old-token", "new-token");
        }
    }

    @Test
    void wait_of40Minutes_outlivesTheKeysOfAQuarterOfAnHour() {
        ManualTimeSource time = new ManualTimeSource();
        try (HuaweiImsSimulator simulator = HuaweiImsSimulator.inProcess(time)) {
            simulator.script(Timeline.lasting(Duration.ofMinutes(40)));
            simulator.temporaryKeyLife(Duration.ofMinutes(15));
            List<Integer> refusals = new ArrayList<>();
            try (HuaweiImsClient client = HuaweiImsClient.builder()
                    .region(HuaweiImsSimulator.REGION)
                    .projectId(HuaweiImsSimulator.PROJECT_ID)
                    .transport(simulator.transport())
                    .timeSource(time)
                    .callbackExecutor(Runnable::run)
                    .listener(new SdkListener() {
                        @Override
                        public void attemptFinished(AttemptFinished event) {
                            event.status().stream()
                                    .filter(status -> status == 401)
                                    .forEach(refusals::add);
                        }
                    })
                    .credentials(HuaweiCredentialsProviders.instanceMetadata())
                    .build()) {
                Operation<HuaweiImage> copy = client.copyImage(HuaweiCopyImageRequest.builder()
                        .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                        .name("long")
                        .build());
                // Steps that never end in the last minutes of a key's life: a key renewed then comes on a thread of its
                // own, and
                // the next step would be past the deadline of its request.
                while (!copy.poll().state().isTerminal()) {
                    time.advance(Duration.ofMinutes(8));
                }
                assertThat(copy.latest().result().orElseThrow().name()).isEqualTo("long");
            }
            assertThat(simulator.arrivals("metadataKey")).isBetween(3, 6);
            assertThat(refusals).isEmpty();
        }
    }

    @Test
    void call_signedWithAClockThatIsOff_isSignedAgainWithTheServicesTime() {
        try (FakeIms ims = new FakeIms()) {
            ims.transport.answer(new HttpResponse(
                    401,
                    HttpHeaders.builder()
                            .add("Date", "Thu, 01 Jan 2026 00:16:00 GMT")
                            .build(),
                    "{\"error_msg\":\"signature expired\",\"error_code\":\"APIGW.0301\"}"
                            .getBytes(StandardCharsets.UTF_8)));
            assertThat(ims.accepted().id()).isEqualTo("job-1");
            assertThat(ims.transport.requests())
                    .extracting(request -> request.headers().first("X-Sdk-Date").orElseThrow())
                    .containsExactly("20260101T000000Z", "20260101T001600Z");
        }
    }

    // what is sent again

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

    @Test
    void submit_unansweredInTime_isNotSentAgain() {
        try (FakeIms ims = new FakeIms()) {
            ims.transport.hang().otherwise(request -> FakeIms.json(200, NO_IMAGES));
            assertThatThrownBy(() -> ims.client.copyImage(FakeIms.request()))
                    .isInstanceOf(AmbiguousOutcomeException.class)
                    .hasCauseInstanceOf(TransportException.class);
            assertThat(ims.sent("POST")).isEqualTo(1);
        }
    }

    @Test
    void query_unansweredInTimeOrFailing_isSentAgain() {
        try (FakeIms ims = new FakeIms()) {
            ims.transport.hang().answer(502, "").answer(200, "{\"status\":\"RUNNING\"}");
            assertThat(ims.client.describeJob("job-1").status()).isEqualTo("RUNNING");
            assertThat(ims.sent("GET")).isEqualTo(3);
        }
    }
}
