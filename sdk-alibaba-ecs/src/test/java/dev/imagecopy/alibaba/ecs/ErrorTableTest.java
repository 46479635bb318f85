package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.QuotaExceededException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every documented code: which exception it becomes, and whether the copy is repeated. One table, one row each. */
class ErrorTableTest {
    private static final String TABLE = "/errors/alibaba-error-table.csv";

    private final ManualTimeSource time = new ManualTimeSource();

    @ParameterizedTest(name = "{0} with {1} is {3}, repeated: {4}")
    @CsvFileSource(resources = TABLE)
    void copyImage_whenTheServiceRefusesOnce_throwsOrRepeatsAsTheTableSays(
            String code, int status, String family, String exception, String repeated) {
        try (AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time);
                AlibabaEcsClient client = Clients.inProcess(simulator, time).build()) {
            simulator.failNext(AlibabaEcsSimulator.error(status, code, "words of the service")
                    .on("copyImage"));

            SdkException thrown = catchThrowableOfType(
                    SdkException.class,
                    () -> client.copyImage(Clients.toShanghai().build()));

            if (repeated.equals("yes")) {
                assertThat(thrown).isNull();
                assertThat(simulator.arrivals("copyImage")).isEqualTo(2);
                assertThat(simulator.copies()).hasSize(1);
            } else {
                assertRefusal(thrown, code, status, exception);
                assertThat(simulator.arrivals("copyImage")).isEqualTo(1);
                assertThat(thrown.attempts()).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest(name = "{0} with {1} is {3}")
    @CsvFileSource(resources = TABLE)
    void copyImage_whenTheServiceKeepsRefusing_throwsTheTypedException(
            String code, int status, String family, String exception, String repeated) {
        try (AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time);
                AlibabaEcsClient client = Clients.inProcess(simulator, time)
                        .callTimeout(Duration.ofHours(1))
                        .build()) {
            simulator.failNext(AlibabaEcsSimulator.error(status, code, "words of the service")
                    .times(100));

            SdkException thrown = catchThrowableOfType(
                    SdkException.class,
                    () -> client.copyImage(Clients.toShanghai().build()));

            // A fault of the server leaves it open whether the copy began, as does a request that arrived before.
            SdkException last = thrown instanceof AmbiguousOutcomeException ? (SdkException) thrown.getCause() : thrown;
            assertThat(thrown instanceof AmbiguousOutcomeException)
                    .isEqualTo(exception.equals("ServerErrorException") || family.equals("nonce"));
            assertRefusal(last, code, status, exception);
            int attempts = repeated.equals("yes") ? (family.equals("nonce") ? 2 : 4) : 1;
            assertThat(simulator.arrivals("copyImage")).isEqualTo(attempts);
        }
    }

    static Stream<Arguments> refreshed() {
        return rows("refresh");
    }

    static Stream<Arguments> skewed() {
        return rows("skew");
    }

    private static Stream<Arguments> rows(String repeated) {
        try (InputStream table = ErrorTableTest.class.getResourceAsStream(TABLE)) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(","))
                    .filter(row -> row[row.length - 1].equals(repeated))
                    .map(row -> Arguments.of(row[0], Integer.parseInt(row[1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("refreshed")
    void copyImage_whenTheCodeMeansStaleCredentials_fetchesOthersAndRepeatsOnce(String code, int status) {
        AtomicReference<AlibabaCredentials> held = new AtomicReference<>(Clients.CREDENTIALS);
        CredentialsProvider<AlibabaCredentials> provider = new CredentialsProvider<>() {
            @Override
            public AlibabaCredentials resolve() {
                return held.get();
            }

            @Override
            public void invalidate(AlibabaCredentials refused) {
                held.set(AlibabaCredentials.accessKey("LTAI-other", "other-secret"));
            }
        };
        try (AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time);
                AlibabaEcsClient client =
                        Clients.inProcess(simulator, time).credentials(provider).build()) {
            simulator.acceptKey("LTAI-other", "other-secret");
            simulator.failNext(AlibabaEcsSimulator.error(status, code, "words").on("copyImage"));

            client.copyImage(Clients.toShanghai().build());

            assertThat(simulator.copies()).hasSize(1);
            assertThat(simulator.requests())
                    .extracting(
                            request -> request.headers().first("Authorization").orElseThrow())
                    .satisfiesExactly(
                            first -> assertThat(first).contains(AlibabaEcsSimulator.ACCESS_KEY_ID),
                            second -> assertThat(second).contains("LTAI-other"));
        }
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("skewed")
    void copyImage_whenTheCodeMeansAWrongClock_signsWithTheServicesTimeAndRepeatsOnce(String code, int status) {
        try (AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time);
                AlibabaEcsClient client = Clients.inProcess(simulator, time).build()) {
            simulator.skewClock(Duration.ofHours(1));
            simulator.failNext(AlibabaEcsSimulator.error(status, code, "words")
                    .header("Date", "Thu, 01 Jan 2026 01:00:00 GMT")
                    .on("copyImage"));

            client.copyImage(Clients.toShanghai().build());

            assertThat(simulator.copies()).hasSize(1);
            assertThat(simulator.requests())
                    .extracting(request -> request.headers().first("x-acs-date").orElseThrow())
                    .containsExactly("2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z");
        }
    }

    private static void assertRefusal(SdkException thrown, String code, int status, String exception) {
        assertThat(thrown.getClass().getSimpleName()).isEqualTo(exception);
        ApiException refusal = (ApiException) thrown;
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.serviceMessage()).isEqualTo("words of the service");
        assertThat(refusal.requestId()).contains("C8B26B44-0189-443E-9816-D951F59623A9");
        assertThat(refusal.details())
                .containsEntry("HostId", "ecs.aliyuncs.com")
                .containsKey("Recommend");
        assertThat(refusal.getMessage()).contains(code, "AlibabaEcsClient.copyImage", "C8B26B44");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/xml;charset=utf-8", "text/html", "application/octet-stream"})
    void refusal_whenItsBodyIsXml_isReadWhateverItsContentType(String contentType) {
        ApiException refusal = refused(Fault.status(403)
                .body(
                        contentType,
                        "<?xml version='1.0' encoding='UTF-8'?><Error><RequestId>R-1</RequestId><HostId>h</HostId>"
                                + "<Code>QuotaExceed.Image</Code><Message>a &lt;b&gt; &amp;amp; c</Message></Error>"));

        assertThat(refusal.code()).isEqualTo("QuotaExceed.Image");
        assertThat(refusal.serviceMessage()).isEqualTo("a <b> &amp; c");
        assertThat(refusal.requestId()).contains("R-1");
        assertThat(refusal.details()).containsEntry("HostId", "h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/xml", "text/plain"})
    void refusal_whenItsBodyIsJson_isReadWhateverItsContentType(String contentType) {
        ApiException refusal = refused(Fault.status(403)
                .body(
                        contentType,
                        "{\"requestId\":\"R-2\",\"code\":\"NoPermission\",\"message\":\"m\",\"AccessDeniedDetail\":"
                                + "{\"AuthAction\":\"ecs:CopyImage\",\"NoPermissionType\":\"ImplicitDeny\"}}"));

        assertThat(refusal.getClass().getSimpleName()).isEqualTo("PermissionDeniedException");
        assertThat(refusal.requestId()).contains("R-2");
        assertThat(refusal.details()).containsEntry("AccessDeniedDetail.AuthAction", "ecs:CopyImage");
    }

    @Test
    void success_whenItCarriesACode_isARefusal() {
        ApiException refusal = refused(AlibabaEcsSimulator.error(200, "QuotaExceed.Image", "too many"));

        assertThat(refusal).isInstanceOf(QuotaExceededException.class).hasMessageContaining("200 QuotaExceed.Image");
    }

    static Stream<Arguments> oddBodies() {
        return Stream.of(
                Arguments.of(
                        400, "{\"RequestId\":\"R-3\",\"Code\":\"QuotaExceed.Image\",\"Mess", "QuotaExceededException"),
                Arguments.of(400, "<Error><Code>QuotaExceed.Image</Code><Mess", "QuotaExceededException"),
                Arguments.of(400, "", "ApiException"),
                Arguments.of(401, "", "AuthenticationException"));
    }

    @ParameterizedTest
    @MethodSource("oddBodies")
    void refusal_whenItsBodyIsOddOrCutOff_isTyped(int status, String body, String exception) {
        ApiException refusal = refused(Fault.status(status).body("application/json", body));

        assertThat(refusal.getClass().getSimpleName()).isEqualTo(exception);
        assertThat(refusal.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"RequestId\":\"R-3\",\"Co",
                "400 | null",
                "404 | <html><body><Code>InvalidImageId.NotFound</Code></body></html>",
                "403 | <!DOCTYPE html><html>blocked</html>",
                "403 | {\"code\":403,\"message\":\"Forbidden\"}",
                "302 | moved"
            })
    void refusal_whenItsBodyIsNotTheServices_isNotBelieved(int status, String body) {
        try (AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time);
                AlibabaEcsClient client = Clients.inProcess(simulator, time)
                        .retryPolicy(RetryPolicy.none())
                        .build()) {
            simulator.failNext(
                    Fault.status(status).body("application/json", body).on("copyImage"));
            assertThatThrownBy(() -> client.copyImage(Clients.toShanghai().build()))
                    .isInstanceOf(AmbiguousOutcomeException.class)
                    .hasRootCauseMessage("the response is not an error of the service");
        }
    }

    private ApiException refused(Fault fault) {
        try (AlibabaEcsSimulator simulator = AlibabaEcsSimulator.inProcess(time);
                AlibabaEcsClient client = Clients.inProcess(simulator, time).build()) {
            simulator.failNext(fault.on("copyImage"));
            return catchThrowableOfType(
                    ApiException.class,
                    () -> client.copyImage(Clients.toShanghai().build()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "InvalidImageId.NotFound, true",
        "invalidimageid.notfound, true",
        "InvalidResourceGroup.NotFound, false",
        "InvalidParameter.KMSKeyId.NotFound, false"
    })
    void isGone_isSaidOfTheImageOnly(String code, boolean gone) {
        ApiError error = new ApiError(404, code, "m", null, null, null, Map.of());
        NotFoundException refusal = new NotFoundException(error, ErrorContext.none(false));

        assertThat(new AlibabaEcsErrors(new SignedTexts()).isGone(refusal)).isEqualTo(gone);
    }
}
