package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.AuthenticationException;
import dev.imagecopy.core.error.ServerErrorException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.retry.RateLimiter;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.RecordedRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What heals by itself: clocks, nonces, ended keys, throttling; and where each call goes. */
class RepairsTest {
    private static final Fault THROTTLED =
            AlibabaEcsSimulator.error(400, "Throttling.User", "flow control").on("copyImage");

    private final ManualTimeSource time = new ManualTimeSource();
    private final AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time);

    @AfterEach
    void close() {
        simulator.close();
    }

    @Tag("FAULT-86")
    @ParameterizedTest
    @EnumSource(SignatureVersion.class)
    void copyImage_whenThisMachinesClockIsWrong_learnsTheOffsetAndSignsAgain(SignatureVersion version) {
        simulator.skewClock(Duration.ofHours(-3));
        try (AlibabaEcsClient client =
                Clients.inProcess(simulator, time).signatureVersion(version).build()) {
            client.copyImage(Clients.toShanghai().build());
            assertThat(simulator.arrivals("copyImage")).isEqualTo(2);

            client.copyImage(Clients.toShanghai().build());
            assertThat(simulator.arrivals("copyImage")).isEqualTo(3);

            simulator.skewClock(Duration.ZERO);
            client.copyImage(Clients.toShanghai().build());
            client.copyImage(Clients.toShanghai().build());
            assertThat(simulator.copies()).hasSize(4);
        }
    }

    @Test
    void copyImage_whenTheNonceWasUsed_signsAgainWithTheSameToken() {
        simulator.failNext(
                AlibabaEcsSimulator.error(400, "SignatureNonceUsed", "used").on("copyImage"));
        try (AlibabaEcsClient client = Clients.inProcess(simulator, time).build()) {
            client.copyImage(Clients.toShanghai().build());

            assertThat(simulator.requests())
                    .extracting(request ->
                            request.headers().first("x-acs-signature-nonce").orElseThrow())
                    .doesNotHaveDuplicates();
            assertThat(simulator.requests())
                    .extracting(RecordedRequest::query)
                    .containsOnly(simulator.requests().get(0).query());
            assertThat(simulator.copies()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(SignatureVersion.class)
    void copyImage_whenTheTemporaryKeyHasEnded_fetchesAnotherOnce(SignatureVersion version) {
        simulator.acceptTemporaryKey("STS.old", "old-secret", "tok/en+old==", time.now());
        simulator.acceptTemporaryKey("STS.new", "new-secret", "tok/en+new==", Instant.MAX);
        List<AlibabaCredentials> keys = new ArrayList<>(List.of(
                AlibabaCredentials.sts("STS.old", "old-secret", "tok/en+old=="),
                AlibabaCredentials.sts("STS.new", "new-secret", "tok/en+new==")));
        CredentialsProvider<AlibabaCredentials> provider = new CredentialsProvider<>() {
            @Override
            public AlibabaCredentials resolve() {
                return keys.get(0);
            }

            @Override
            public void invalidate(AlibabaCredentials refused) {
                keys.remove(refused);
            }
        };
        try (AlibabaEcsClient client = Clients.inProcess(simulator, time)
                .signatureVersion(version)
                .credentials(provider)
                .build()) {
            client.copyImage(Clients.toShanghai().build());
        }

        assertThat(simulator.arrivals("copyImage")).isEqualTo(2);
        assertThat(simulator.copies()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(SignatureVersion.class)
    void copyImage_whenTheTokenBelongsToAnotherKey_showsNoFormOfIt(SignatureVersion version) {
        simulator.acceptTemporaryKey("STS.a", "right-secret", "canary/to+ken==", Instant.MAX);
        AlibabaCredentials wrong = AlibabaCredentials.sts("STS.a", "canary-secret", "canary/to+ken==");
        try (AlibabaEcsClient client = Clients.inProcess(simulator, time)
                .signatureVersion(version)
                .credentials(wrong)
                .build()) {
            assertThatThrownBy(() -> client.copyImage(Clients.toShanghai().build()))
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageContaining("the access key secret is wrong")
                    .satisfies(thrown -> assertThat(thrown.toString()
                                    + ((AuthenticationException) thrown).bodyExcerpt()
                                    + ((AuthenticationException) thrown).details())
                            .doesNotContain("canary"));
        }
    }

    @Test
    void copyImage_whenSomethingChangedTheRequest_saysSo() {
        simulator.failNext(AlibabaEcsSimulator.error(
                400,
                "SignatureDoesNotMatch",
                "Specified signature is not matched with our calculation."
                        + " server string to sign is:POST&%2F&AccessKeyId%3Dchanged"));
        try (AlibabaEcsClient client = Clients.inProcess(simulator, time).build()) {
            assertThatThrownBy(() -> client.copyImage(Clients.toShanghai().build()))
                    .hasMessageContaining("changed or encoded differently")
                    .hasMessageNotContaining("AccessKeyId");
        }
    }

    @Test
    void copyImage_whenThrottledWithoutAHint_waitsForTheNextMinute() {
        simulator.limitCallsPerMinute(1, false);
        time.advance(Duration.ofSeconds(20));
        try (AlibabaEcsClient client = Clients.inProcess(simulator, time).build()) {
            client.copyImage(Clients.toShanghai().build());
            client.copyImage(Clients.toShanghai().build());
        }

        assertThat(simulator.copies()).hasSize(2);
        assertThat(time.sleeps()).singleElement().satisfies(pause -> assertThat(pause)
                .isBetween(Duration.ofSeconds(40), Duration.ofSeconds(45)));
    }

    @Test
    void copyImage_whenThrottledWithAHint_waitsAsLong() {
        simulator.limitCallsPerMinute(1, true);
        time.advance(Duration.ofSeconds(50));
        try (AlibabaEcsClient client = Clients.inProcess(simulator, time).build()) {
            client.copyImage(Clients.toShanghai().build());
            client.copyImage(Clients.toShanghai().build());
        }

        assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            x-acs-retry-after    | 7000                                     | 7
            Retry-After          | 9                                        | 9
            X-RateLimit-User-API | Remain:0,Limit:1000,Time:60,TimeLeft:11000 | 11
            X-RateLimit-User     | Remain: 0,TimeLeft: 5000                 | 5
            """)
    void copyImage_whenAThrottleAnswerCarriesAHint_waitsAsLong(String header, String value, int seconds) {
        simulator.failNext(THROTTLED.header(header, value));
        try (AlibabaEcsClient client = Clients.inProcess(simulator, time).build()) {
            client.copyImage(Clients.toShanghai().build());
        }

        assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            x-acs-retry-after    | 0
            x-acs-retry-after    | -5
            x-acs-retry-after    | soon
            X-RateLimit-User-API | Remain:3,TimeLeft:11000
            X-RateLimit-User     | TimeLeft:x
            """)
    void copyImage_whenTheHintIsNone_waitsForTheNextMinute(String header, String value) {
        simulator.failNext(THROTTLED.header(header, value));
        try (AlibabaEcsClient client = Clients.inProcess(simulator, time).build()) {
            client.copyImage(Clients.toShanghai().build());
        }

        assertThat(time.sleeps()).singleElement().satisfies(pause -> assertThat(pause)
                .isGreaterThanOrEqualTo(Duration.ofMinutes(1)));
    }

    @Test
    void copyImage_whenAnUnknownRefusalCarriesAHint_isThrottling() {
        simulator.failNext(AlibabaEcsSimulator.error(400, "SomethingNew", "busy")
                .header("x-acs-retry-after", "600000")
                .on("copyImage"));
        try (AlibabaEcsClient client = Clients.inProcess(simulator, time).build()) {
            assertThatThrownBy(() -> client.copyImage(Clients.toShanghai().build()))
                    .isInstanceOfSatisfying(ThrottledException.class, thrown -> assertThat(thrown.retryAfter())
                            .contains(Duration.ofMinutes(10)));
        }
    }

    @Test
    void copyImage_whenAServerFaultCarriesAHint_waitsAsLongAndStaysOpen() {
        simulator.failNext(AlibabaEcsSimulator.error(500, "InternalError", "an error")
                .header("x-acs-retry-after", "30000")
                .on("copyImage")
                .times(4));
        try (AlibabaEcsClient client = Clients.inProcess(simulator, time).build()) {
            assertThatThrownBy(() -> client.copyImage(Clients.toShanghai().build()))
                    .isInstanceOf(AmbiguousOutcomeException.class)
                    .hasCauseInstanceOf(ServerErrorException.class);
        }

        assertThat(simulator.arrivals("copyImage")).isEqualTo(4);
        assertThat(simulator.requests())
                .extracting(RecordedRequest::query)
                .containsOnly(simulator.requests().get(0).query());
        assertThat(time.sleeps()).containsOnly(Duration.ofSeconds(30)).hasSize(3);
    }

    @Test
    void rateLimiter_whenSharedByTwoClients_limitsEachRegionAndCallOnce() {
        RateLimiter limiter = RateLimiter.of(1, Duration.ofSeconds(10), 1);
        try (AlibabaEcsClient one =
                        Clients.inProcess(simulator, time).rateLimiter(limiter).build();
                AlibabaEcsClient other =
                        Clients.inProcess(simulator, time).rateLimiter(limiter).build()) {
            one.copyImage(Clients.toShanghai().build());
            other.copyImage(Clients.toShanghai().build());
            other.deleteImage("cn-shanghai", "m-none");
        }

        assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(10));
    }

    @Test
    void calls_whenRegionsDiffer_goToTheRegionThatTheyAreAbout() {
        try (AlibabaEcsClient client = Clients.inProcess(simulator, time).build()) {
            var copy = client.copyImage(Clients.toShanghai().build());
            copy.poll();
            client.cancelCopyImage("cn-shanghai", copy.id());
            client.deleteImage("cn-shanghai", copy.id());
        }

        assertThat(hosts())
                .startsWith("ecs.cn-hangzhou.aliyuncs.com", "ecs.cn-shanghai.aliyuncs.com")
                .endsWith("ecs.cn-shanghai.aliyuncs.com");
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, cn-hangzhou, ecs.cn-hangzhou.aliyuncs.com",
        "PUBLIC, cn-shanghai-finance-1, ecs-cn-hangzhou.aliyuncs.com",
        "PUBLIC, cn-shenzhen-finance-1, ecs-cn-hangzhou.aliyuncs.com",
        "PUBLIC, cn-north-2-gov-1, ecs.aliyuncs.com",
        "PUBLIC, cn-hangzhou-finance, ecs.aliyuncs.com",
        "PUBLIC, cn-beijing-gov-1, ecs.aliyuncs.com",
        "PUBLIC, cn-wuhan, ecs.aliyuncs.com",
        "VPC, cn-wuhan, ecs-vpc.cn-wuhan.aliyuncs.com",
        "CENTRAL, cn-qingdao, ecs.aliyuncs.com"
    })
    void endpoints_whenModeAndRegionAreGiven_areTheVendors(AlibabaEndpointMode mode, String region, String host) {
        simulator.addImage(region, "m-1", "");
        try (AlibabaEcsClient client = Clients.inProcess(simulator, time)
                .endpointMode(mode)
                .region(region)
                .build()) {
            client.checkCopy(Clients.toShanghai().imageId("m-1").build());
        }

        assertThat(hosts()).containsExactly(host);
    }

    /** As the vendor's older client does. */
    @Test
    void simulator_whenAQuerySignatureComesWithTheNewerHeaders_checksTheQuerySignature() {
        HttpRequest request = HttpRequest.of(
                "POST",
                URI.create("https://ecs.cn-hangzhou.aliyuncs.com/?RegionId=cn-hangzhou"),
                HttpHeaders.builder()
                        .add("x-acs-action", "DescribeImages")
                        .add("x-acs-version", AlibabaEcsCalls.VERSION)
                        .build());
        HttpRequest signed = new AlibabaEcsRpcV1Signer(() -> "nonce-4711", new SignedTexts())
                .sign(request, Clients.CREDENTIALS, time.now());
        HttpRequest mixed = signed.withHeaders(request.headers());
        HttpRequest forged = mixed.withUri(URI.create(mixed.uri() + "&PageSize=20"));

        try (HttpTransport transport = simulator.transport()) {
            assertThat(transport.send(forged, Duration.ofSeconds(1)).bodyAsText())
                    .contains("SignatureDoesNotMatch");
            assertThat(transport.send(mixed, Duration.ofSeconds(1)).status()).isEqualTo(200);
        }
    }

    /** As the vendor's older client orders them. */
    @Test
    void simulator_whenThePartsOfTheAuthorizationAreInAnotherOrder_checksThemAllTheSame() {
        HttpRequest request = HttpRequest.of(
                "POST",
                URI.create("https://ecs.cn-hangzhou.aliyuncs.com/?RegionId=cn-hangzhou"),
                HttpHeaders.builder()
                        .add("x-acs-action", "DescribeImages")
                        .add("x-acs-version", AlibabaEcsCalls.VERSION)
                        .build());
        HttpRequest signed = new AlibabaEcsSigner(() -> "nonce-4711", new SignedTexts())
                .sign(request, Clients.CREDENTIALS, time.now());
        String authorization = signed.headers().first("Authorization").orElseThrow();
        String reordered = authorization.replaceFirst("(SignedHeaders=[^,]+),(Signature=.+)", "$2,$1");
        String without = authorization.replaceFirst("SignedHeaders=[^,]+,", "");

        try (HttpTransport transport = simulator.transport()) {
            assertThat(transport
                            .send(authorized(signed, without), Duration.ofSeconds(1))
                            .bodyAsText())
                    .contains("IncompleteSignature");
            assertThat(reordered).endsWith("x-acs-version");
            assertThat(transport
                            .send(authorized(signed, reordered), Duration.ofSeconds(1))
                            .status())
                    .isEqualTo(200);
        }
    }

    private static HttpRequest authorized(HttpRequest signed, String authorization) {
        return signed.withHeaders(
                signed.headers().toBuilder().set("Authorization", authorization).build());
    }

    private List<String> hosts() {
        return simulator.requests().stream()
                .map(request -> request.headers().first("Host").orElseThrow())
                .toList();
    }
}
