package dev.imagecopy.huawei.ims.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.auth.CredentialsProvider;
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
import dev.imagecopy.testsupport.answers.StrayAnswer;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An instance with an agency whose metadata service fails for now, in a pod with another agency. */
class TemporaryFailuresTest {
    private static final String INSTANCE = "169.254.169.254";

    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport transport = new FakeTransport(time).otherwise(this::answer);
    private boolean tokenFails;
    private String failure = "";

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource({
        "page 409, true",
        "511, false",
        "page 511, true",
        "half a key, false",
        "half a document, false",
        "page 407, false",
        "page 425, false",
        "503, true",
        "500, true",
        "429, true",
        "503, false",
        "500, false",
        "502, false",
        "429, false",
        "agency, false",
        "lost, false",
        "unreachable, false",
        "gateway, false",
        "marked gateway, false",
        "marked page 409, true",
        "302, false",
        "307, true"
    })
    void instance_thatFailsForNow_isNotReplacedByThePod(String failing, boolean withToken) throws IOException {
        for (boolean async : List.of(false, true)) {
            tokenFails = withToken;
            failure = failing;
            CredentialsProvider<HuaweiCredentials> chain = chain();

            List<String> said = CapturedLog.of(() -> {
                assertThatThrownBy(() -> ConfiguredMachine.resolved(chain, async))
                        .isInstanceOfSatisfying(CredentialsException.class, e -> assertThat(e.retryable())
                                .isTrue());
                failure = "";
                assertThat(ConfiguredMachine.resolved(chain, async).accessKey()).hasValue("INSTANCE");
            });

            assertThat(said).noneMatch(line -> line.contains("passes over"));
        }
        assertThat(transport.requests())
                .allMatch(request -> request.uri().getHost().equals(INSTANCE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lost", "unreachable"})
    @MethodSource("dev.imagecopy.testsupport.answers.StrayAnswer#withoutMetadata")
    void machine_thatIsNoneOfTheCloud_isPassedOverSilently(String failing) throws IOException {
        for (boolean async : List.of(false, true)) {
            tokenFails = true;
            failure = failing;
            CredentialsProvider<HuaweiCredentials> chain = chain();

            List<String> said = CapturedLog.of(
                    () -> assertThat(ConfiguredMachine.resolved(chain, async).accessKey())
                            .hasValue("POD"));

            assertThat(said).noneMatch(line -> line.contains("passes over"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"400", "page 400", "page 403"})
    void machine_thatRefuses_isPassedOver(String failing) throws IOException {
        for (boolean async : List.of(false, true)) {
            tokenFails = true;
            failure = failing;

            assertThat(ConfiguredMachine.resolved(chain(), async).accessKey()).hasValue("POD");
        }
    }

    private CredentialsProvider<HuaweiCredentials> chain() throws IOException {
        Map<String, String> variables = Map.of(
                "HC_CONTAINER_CREDENTIALS_FULL_URI",
                "http://127.0.0.1:8080/key",
                "HC_CONTAINER_AUTHORIZATION_TOKEN_FILE",
                Files.writeString(home.resolve("token"), "eyJhbGciOiJub25lIn0.e30.x")
                        .toString());
        AtomicReference<CredentialsProvider<HuaweiCredentials>> connected = new AtomicReference<>();
        HuaweiImsClient.builder()
                .region("eu-west-101")
                .transport(transport)
                .timeSource(time)
                .credentials(connection -> {
                    connected.set(HuaweiCredentialsProviders.chain(
                                    new CredentialLookup(name -> null, variables::get, home), true)
                            .connect(connection));
                    return connected.get();
                })
                .build();
        return connected.get();
    }

    private HttpResponse answer(HttpRequest request) {
        boolean instance = request.uri().getHost().equals(INSTANCE);
        boolean token = request.uri().getPath().endsWith("/token");
        if (instance && !failure.isEmpty() && (tokenFails || !token)) {
            return failed(failure);
        }
        return token
                ? said(200, "session")
                : said(
                        200,
                        "{\"credential\":{\"access\":\"" + (instance ? "INSTANCE" : "POD")
                                + "\",\"secret\":\"s\",\"securitytoken\":\"t\","
                                + "\"expires_at\":\"2026-01-01T01:00:00.000000Z\"}}");
    }

    private static HttpResponse failed(String failure) {
        return switch (failure) {
            case "lost" ->
                throw new TransportException(
                        "the connection was reset", SendPhase.MAYBE_SENT, ErrorContext.none(true), null);
            case "unreachable" ->
                throw new TransportException(
                        "no connection could be made", SendPhase.NOT_SENT, ErrorContext.none(true), null);
            case "half a key" -> said(200, "{\"credential\":{\"access\":\"INSTANCE\"}}");
            case "half a document" -> said(200, "{\"credential\":{\"access\":\"INST");
            case "agency" -> said(503, "{\"message\":\"the agency cannot be looked up now\"}");
            default -> {
                StrayAnswer answer = StrayAnswer.of(failure);
                yield said(answer.status(), answer.body());
            }
        };
    }

    private static HttpResponse said(int status, String body) {
        HttpHeaders headers =
                HttpHeaders.builder().add("Content-Type", "application/json").build();
        return new HttpResponse(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
