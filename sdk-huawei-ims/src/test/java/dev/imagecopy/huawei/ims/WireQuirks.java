package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.error.QuotaExceededException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is on the wire and what must not be; quotas and names. */
abstract class WireQuirks {
    // Host, User-Agent, X-Security-Token, secrets

    private final ManualTimeSource time = new ManualTimeSource();

    @Test
    void host_withAPort_isSignedAsItIsSent() {
        HttpRequest sent = sent(builder -> builder.endpoint(URI.create("https://ims.private.example:8443")));
        String signature = sent.headers().first("Authorization").orElseThrow();
        HttpRequest named = HttpRequest.of(
                "GET",
                sent.uri(),
                HttpHeaders.builder()
                        .add("Host", "ims.private.example:8443")
                        .add("X-Project-Id", FakeIms.PROJECT)
                        .build());
        HttpRequest again =
                new HuaweiImsSigner().sign(named, HuaweiCredentials.accessKey("AK", "secret-key"), time.now());
        assertThat(signature)
                .contains("SignedHeaders=host;")
                .isEqualTo(again.headers().first("Authorization").orElseThrow());
    }

    @Test
    void userAgent_whenAProxyRewritesIt_doesNotBreakTheSignature() {
        try (HuaweiImsSimulator simulator = HuaweiImsSimulator.inProcess(time);
                HttpTransport transport = simulator.transport()) {
            HttpRequest signed = new HuaweiImsSigner()
                    .sign(
                            HttpRequest.of(
                                    "GET",
                                    URI.create("https://ims.eu-west-101.myhuaweicloud.eu/v2/cloudimages"),
                                    HttpHeaders.builder()
                                            .add("User-Agent", "ours/1")
                                            .add("X-Project-Id", HuaweiImsSimulator.PROJECT_ID)
                                            .build()),
                            HuaweiCredentials.accessKey(HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY),
                            time.now());
            HttpRequest rewritten = signed.withHeaders(signed.headers().toBuilder()
                    .set("User-Agent", "proxy/2")
                    .add("Via", "1.1 proxy")
                    .build());
            assertThat(transport.send(rewritten, Duration.ofSeconds(1)).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void securityToken_isAmongTheSignedHeaders() {
        HttpRequest sent = sent(builder -> builder.credentials(HuaweiCredentials.temporary("AK", "sk", "the-token")));
        assertThat(sent.headers().first("X-Security-Token")).hasValue("the-token");
        assertThat(sent.headers().first("Authorization").orElseThrow()).contains("x-security-token,");
    }

    @Test
    void secrets_areInNoTextThatAnybodyMayPrint() {
        List<HuaweiCredentials> all = List.of(
                HuaweiCredentials.accessKey("AK", "canary-secret"),
                HuaweiCredentials.temporary("AK", "canary-secret", "canary-token"),
                HuaweiCredentials.token("canary-token"));
        for (HuaweiCredentials credentials : all) {
            assertThat(credentials.toString()).doesNotContain("canary");
            try (FakeIms ims = new FakeIms(builder -> builder.credentials(credentials))) {
                String echo = "{\"error_code\":\"APIGW.0301\",\"error_msg\":\"bad canary-secret canary-token\"}";
                ims.transport.otherwise(request -> FakeIms.json(401, echo));
                assertThatThrownBy(() -> ims.client.describeJob("job-1"))
                        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(
                                        e + e.bodyExcerpt().orElse("") + e.serviceMessage() + e.details())
                                .satisfies(text -> assertThat(credentials.secrets())
                                        .noneMatch(secret -> text.contains(secret.reveal()))));
            }
        }
    }

    private static HttpRequest sent(UnaryOperator<HuaweiImsClient.Builder> change) {
        try (FakeIms ims = new FakeIms(change)) {
            ims.transport.answer(200, "{\"status\":\"RUNNING\"}");
            assertThat(ims.client.describeJob("job-1").status()).isEqualTo("RUNNING");
            return ims.transport.requests().get(0);
        }
    }

    // quotas and names

    @Test
    void quota_isNotAskedForBeforeACopyButTypedWhenItIsUsedUp() {
        try (FakeIms ims = new FakeIms()) {
            ims.transport.answer(400, "{\"error\":{\"message\":\"quota\",\"code\":\"IMG.0015\"}}");
            assertThatThrownBy(() -> ims.client.copyImage(FakeIms.request()))
                    .isInstanceOf(QuotaExceededException.class);
            assertThat(ims.transport.requests()).singleElement().satisfies(request -> assertThat(request.method())
                    .isEqualTo("POST"));
        }
    }

    @Test
    void name_thatIsTaken_isAConflictWhereTheServiceSaysSoAndNoObstacleElsewhere() {
        HuaweiCopyImageRequest request = HuaweiCopyImageRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name("twin")
                .build();
        try (HuaweiImsSimulator simulator = HuaweiImsSimulator.inProcess(time);
                HuaweiImsClient client = HuaweiImsClient.builder()
                        .region(HuaweiImsSimulator.REGION)
                        .projectId(HuaweiImsSimulator.PROJECT_ID)
                        .transport(simulator.transport())
                        .timeSource(time)
                        .credentials(HuaweiCredentials.accessKey(
                                HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY))
                        .build()) {
            assertThat(client.copyImage(request).id())
                    .isNotEqualTo(client.copyImage(request).id());
            simulator.refuseTakenNames();
            assertThatThrownBy(() -> client.copyImage(request))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining("IMG.0009");
            assertThat(simulator.copies()).hasSize(2);
        }
    }
}
