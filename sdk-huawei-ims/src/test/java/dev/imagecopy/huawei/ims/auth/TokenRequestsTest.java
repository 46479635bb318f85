package dev.imagecopy.huawei.ims.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often one call asks services that issue keys while they fail: as often as it has attempts, not that often squared. */
class TokenRequestsTest {
    private static final String INSTANCE = "169.254.169.254";
    private static final String IAM = "iam.eu-west-101.myhuaweicloud.eu";

    private final Map<String, String> variables = new HashMap<>();
    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport transport = new FakeTransport(time).otherwise(this::answer);
    private int status;
    private String body = "{\"error_code\":\"IAM.0001\",\"error_msg\":\"busy\"}";

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource({
        "pod, 503, 127.0.0.1, 4, 2",
        "pod, 429, 127.0.0.1, 4, 2",
        "id token, 503, iam.eu-west-101.myhuaweicloud.eu, 4, 0",
        "agency, 503, iam.eu-west-101.myhuaweicloud.eu, 4, 0"
    })
    void service_thatKeepsFailing_isAskedAsOftenAsTheCallHasAttempts(
            String source, int failure, String host, int asked, int askedInstance) throws IOException {
        set(source);
        status = failure;

        try (HuaweiImsClient client = client(source)) {
            assertThatThrownBy(() -> client.findImage("465076de-dc36-4aec-80f5-ef9d8009428f"))
                    .isInstanceOfSatisfying(CredentialsException.class, e -> assertThat(e.retryable())
                            .isTrue());
        }

        assertThat(requestsTo(host)).isEqualTo(asked);
        assertThat(requestsTo(INSTANCE)).isEqualTo(askedInstance);
        assertThat(transport.requests()).hasSize(asked + askedInstance);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            pod      | 404 | 404 page not found
            pod      | 404 | {"timestamp":"2026-01-01","status":404,"error":"Not Found"}
            pod      | 403 | <html>no</html>
            pod      | 400 | <html>no</html>
            pod      | 401 | ``
            pod      | 405 | ``
            id token | 400 | {"error":{"message":"bad","title":"Bad Request"}}
            id token | 401 | {"error":{"message":"bad","title":"Unauthorized"}}
            id token | 401 | ``
            id token | 403 | ``
            agency   | 403 | ``
            """)
    void service_thatRefuses_isAskedOnce(String source, int failure, String said) throws IOException {
        set(source);
        status = failure;
        body = said;

        try (HuaweiImsClient client = client(source)) {
            assertThatThrownBy(() -> client.findImage("465076de-dc36-4aec-80f5-ef9d8009428f"))
                    .isInstanceOfSatisfying(CredentialsException.class, e -> assertThat(e.retryable())
                            .isFalse());
        }

        assertThat(transport.requests())
                .filteredOn(request -> !request.uri().getHost().equals(INSTANCE))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            pod      | 425 | <html>no</html>
            pod      | 407 | <html>no</html>
            id token | 400 | {"error":{"message":"bad"}}
            id token | 400 | ``
            id token | 401 | <html>no</html>
            """)
    void service_thatSomethingElseAnswersFor_isAskedAgain(String source, int failure, String said) throws IOException {
        set(source);
        status = failure;
        body = said;

        try (HuaweiImsClient client = client(source)) {
            assertThatThrownBy(() -> client.findImage("465076de-dc36-4aec-80f5-ef9d8009428f"))
                    .isInstanceOfSatisfying(CredentialsException.class, e -> assertThat(e.retryable())
                            .isTrue());
        }

        assertThat(transport.requests())
                .filteredOn(request -> !request.uri().getHost().equals(INSTANCE))
                .hasSize(4);
    }

    @Timeout(60)
    @Test
    void project_thatCannotBeLookedUp_isAskedForAsOftenAsTheCallHasAttempts() throws IOException {
        set("project");
        status = 503;

        try (HuaweiImsClient client = client("project")) {
            CompletableFuture<?> call = client.findImageAsync("465076de-dc36-4aec-80f5-ef9d8009428f");
            while (!call.isDone()) { // lets pauses pass, but not the deadline: other threads are at work
                boolean pauses = time.nextTaskIn()
                        .filter(next -> next.compareTo(Duration.ofSeconds(10)) < 0)
                        .isPresent();
                if (!pauses || !time.advanceToNextTask()) {
                    Thread.onSpinWait();
                }
            }
            assertThatThrownBy(call::join).hasCauseInstanceOf(CredentialsException.class);
        }

        assertThat(requestsTo(IAM)).isEqualTo(4);
    }

    private void set(String source) throws IOException {
        String token = Files.writeString(home.resolve("token"), "eyJhbGciOiJub25lIn0.e30.x")
                .toString();
        switch (source) {
            case "pod" -> {
                variables.put("HC_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:8080/key");
                variables.put("HC_CONTAINER_AUTHORIZATION_TOKEN_FILE", token);
            }
            case "id token" -> {
                variables.put("HUAWEICLOUD_SDK_IDP_ID", "idp");
                variables.put("HUAWEICLOUD_SDK_ID_TOKEN_FILE", token);
            }
            default -> {
                variables.put("HW_ACCESS_KEY", "KEY");
                variables.put("HW_SECRET_KEY", "s");
                if (source.equals("agency")) {
                    variables.put("HW_ASSUME_ROLE_AGENCY_NAME", "agency");
                    variables.put("HW_ASSUME_ROLE_DOMAIN_NAME", "domain");
                }
            }
        }
    }

    private HuaweiImsClient client(String source) {
        HuaweiImsClient.Builder builder = HuaweiImsClient.builder()
                .region("eu-west-101")
                .transport(transport)
                .timeSource(time)
                .credentials(HuaweiCredentialsProviders.chain(
                        new CredentialLookup(name -> null, variables::get, home), true));
        return (source.equals("project") ? builder : builder.projectId("77b6a44cba5143ab91d13ab9a8ff44fd")).build();
    }

    private long requestsTo(String host) {
        return transport.requests().stream()
                .filter(request -> request.uri().getHost().equals(host))
                .count();
    }

    private HttpResponse answer(HttpRequest request) {
        if (request.uri().getHost().equals(INSTANCE)) {
            throw new TransportException(
                    "no connection could be made", SendPhase.NOT_SENT, ErrorContext.none(true), null);
        }
        assertThat(request.uri().getHost()).isIn(IAM, "127.0.0.1");
        return new HttpResponse(
                status,
                HttpHeaders.builder().add("Content-Type", "application/json").build(),
                body.getBytes(StandardCharsets.UTF_8));
    }
}
