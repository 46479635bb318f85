package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.NoLeaksExtension;
import dev.imagecopy.testing.RecordedRequest;
import dev.imagecopy.testing.Timeline;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the vendor's own client was measured to do wrong, each done right here. Over HTTP, on a warm connection. */
@ExtendWith(NoLeaksExtension.class)
class VendorClientFaultsTest {
    private static HuaweiImsSimulator simulator;

    @BeforeAll
    static void start() {
        simulator = HuaweiImsSimulator.start();
        simulator.script(Timeline.polls(1));
        simulator.limitImages(1000);
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    private static HuaweiImsClient.Builder builder() {
        return HuaweiImsClient.builder()
                .endpoint(simulator.endpoint())
                .region(HuaweiImsSimulator.REGION)
                .projectId(HuaweiImsSimulator.PROJECT_ID)
                .retryPolicy(RetryPolicy.none())
                .credentials(HuaweiCredentials.accessKey(HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY));
    }

    private static HuaweiCopyImageRequest request(String name) {
        return HuaweiCopyImageRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name(name)
                .build();
    }

    static Stream<Fault> faults() {
        return Stream.of(
                Fault.loseReply(),
                Fault.garbageReply(),
                Fault.resetReply(),
                Fault.truncateReply(),
                Fault.status(503).header("Retry-After", "0"),
                Fault.status(408),
                Fault.status(503).header("Retry-After", "99999999999"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void copyImage_onAWarmConnection_arrivesOnceWhateverHappens(Fault fault) {
        int arrivals = simulator.arrivals("copyImage");
        int copies = simulator.copies().size();
        try (HastyTime time = new HastyTime();
                HuaweiImsClient client = builder().timeSource(time).build()) {
            assertThat(client.findImage("warm-up")).isEmpty();
            simulator.failNext(fault.on("copyImage"));
            String name = "warm-" + arrivals;
            boolean executed = fault.toString().contains(", executed");
            if (executed) {
                Operation<HuaweiImage> copy = client.copyImage(request(name));
                assertThat(copy.id()).isNotEmpty();
            } else {
                assertThatThrownBy(() -> client.copyImage(request(name)))
                        .isInstanceOf(AmbiguousOutcomeException.class)
                        .hasCauseInstanceOf(ServerErrorException.class);
            }
            assertThat(simulator.arrivals("copyImage") - arrivals).isEqualTo(1);
            assertThat(simulator.copies().size() - copies).isEqualTo(executed ? 1 : 0);
        }
    }

    @Test
    void copyImage_redirectedWithTheBody_isAnErrorAndNotFollowed() {
        simulator.failNext(Fault.status(307)
                .header("Location", simulator.endpoint() + "elsewhere")
                .on("copyImage"));
        int requests = simulator.requests().size();
        try (HuaweiImsClient client = builder().build()) {
            assertThatThrownBy(() -> client.copyImage(request("redirected")))
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.status()).isEqualTo(307));
        }
        assertThat(simulator.requests()).hasSize(requests + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"error\":{\"code\":null,\"message\":null}}", "", "{", "[]"})
    void refusals_withoutACode_areStillTyped(String body) {
        simulator.failNext(Fault.status(500)
                .body("application/json", body)
                .on("describeJob")
                .times(1));
        try (HuaweiImsClient client = builder().build()) {
            assertThatThrownBy(() -> client.describeJob("job-1"))
                    .isInstanceOfSatisfying(ServerErrorException.class, e -> {
                        assertThat(e.status()).isEqualTo(500);
                        assertThat(e.code()).isEmpty();
                    });
        }
    }

    @Test
    void refusals_whoseRequestIdIsInTheBodyOnly_tellIt() {
        simulator.failNext(Fault.status(403)
                .body("application/json", "{\"error_msg\":\"no\",\"error_code\":\"APIGW.0302\",\"request_id\":\"r-1\"}")
                .on("describeJob"));
        try (HuaweiImsClient client = builder().build()) {
            assertThatThrownBy(() -> client.describeJob("job-1"))
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.requestId()).hasValue("r-1"));
        }
    }

    @Test
    void answers_ofAnyContentType_areReadByTheirContent() {
        for (Supplier<Fault> type : List.<Supplier<Fault>>of(
                () -> Fault.status(200).body("application/octet-stream", "{\"status\":\"RUNNING\"}"),
                () -> Fault.status(200).body("text/plain", "{\"status\":\"RUNNING\"}"))) {
            simulator.failNext(type.get().on("describeJob"));
            try (HuaweiImsClient client = builder().build()) {
                assertThat(client.describeJob("job-1").status()).isEqualTo("RUNNING");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../v2/images/x?y=1#z", "a/b c"})
    void ids_thatWouldLeadElsewhere_areNotSent(String id) {
        int requests = simulator.requests().size();
        try (HuaweiImsClient client = builder().build()) {
            assertThatIllegalArgumentException().isThrownBy(() -> client.describeJob(id));
        }
        assertThat(simulator.requests()).hasSize(requests);
    }

    @Test
    void bodies_areSentWithTheirLengthAndQueriesWithoutAContentType() {
        int requests = simulator.requests().size();
        try (HuaweiImsClient client = builder().build()) {
            assertThat(client.copyImage(request("framed")).poll().operationId()).isNotEmpty();
        }
        RecordedRequest copy = simulator.requests().get(requests);
        assertThat(copy.headers().first("Transfer-Encoding")).isEmpty();
        assertThat(copy.headers().first("Content-Length"))
                .hasValue(String.valueOf(copy.body().length()));
        RecordedRequest poll = simulator.requests().get(requests + 1);
        assertThat(poll.headers().first("Content-Type")).isEmpty();
    }
}
