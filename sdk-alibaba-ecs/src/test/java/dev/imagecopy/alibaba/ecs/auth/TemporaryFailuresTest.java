package dev.imagecopy.alibaba.ecs.auth;

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
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testsupport.answers.StrayAnswer;
import dev.imagecopy.testsupport.logs.CapturedLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that fail for now, while later ones have the key of somebody else. */
class TemporaryFailuresTest {
    private static final String MACHINE = "100.100.100.200";
    private static final String ROLES = "/latest/meta-data/ram/security-credentials/";

    private static final Map<String, String> PROFILES = Map.of(
            "CredentialsURI",
            "\"mode\":\"CredentialsURI\",\"credentials_uri\":\"http://127.0.0.1:6666/profile\"",
            "CloudSSO",
            "\"mode\":\"CloudSSO\",\"cloud_sso_sign_in_url\":\"https://signin-cn-shanghai.alibabacloudsso.com/x/login\","
                    + "\"cloud_sso_account_id\":\"1\",\"cloud_sso_access_config\":\"ac-1\","
                    + "\"access_token\":\"login\",\"cloud_sso_access_token_expire\":4102444800");

    private final Map<String, String> variables = new HashMap<>();
    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport transport = new FakeTransport(time).otherwise(this::answer);
    private String failingHost = "";
    private String failingPath = "";
    private String failure = "";

    @TempDir
    private Path home;

    static Stream<Arguments> failures() {
        Stream<String> everywhere = Stream.of(
                "503", "500", "502", "429", "302", "307", "lost", "unreachable", "gateway", "page 407", "page 425");
        Stream<String> ofTheCloud = Stream.of(
                "page 400",
                "page 401",
                "page 403",
                "page 404",
                "page 405",
                "page 409",
                "page 451",
                "nothing 400",
                "{} 400",
                "{} 404");
        return Stream.concat(
                everywhere.flatMap(failure -> PROFILES.keySet().stream().flatMap(mode -> inBothStyles(failure, mode))),
                ofTheCloud.flatMap(failure -> inBothStyles(failure, "CloudSSO")));
    }

    private static Stream<Arguments> inBothStyles(String failure, String mode) {
        return Stream.of(Arguments.of(failure, mode, false), Arguments.of(failure, mode, true));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void profile_whoseServiceFailsForNow_isNotReplacedByTheMachine(String failing, String mode, boolean async)
            throws IOException {
        writeProfile(mode);
        failure = failing;

        failsThenGives("profile", async);

        assertThat(transport.requests())
                .noneMatch(request -> request.uri().getHost().equals(MACHINE));
    }

    @ParameterizedTest
    @CsvSource({
        "CloudSSO, '{\"Code\":\"NoPermission\",\"Message\":\"no\",\"RequestId\":\"r\"}'",
        "CloudSSO, '{\"ErrorCode\":\"AccessDenied\",\"ErrorMessage\":\"no\"}'",
        "CredentialsURI, '{\"Code\":\"NoPermission\",\"Message\":\"no\"}'",
        "CredentialsURI, '<Error><Code>NoPermission</Code><Message>no</Message></Error>'"
    })
    void profile_thatItsServiceRefuses_isPassedOver(String mode, String refusal) throws IOException {
        writeProfile(mode);
        failure = "403 " + refusal;

        for (boolean async : List.of(false, true)) {
            assertThat(resolved(chain(), async).accessKeyId()).isEqualTo("machine");
        }
    }

    /** An application has no form of errors, and what is in front of it belongs to it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            404 404 page not found
            404 {"detail":"Not Found"}
            404 {"timestamp":"2026-01-01","status":404,"error":"Not Found","path":"/profile"}
            page 400
            page 401
            page 403
            page 404
            page 405
            page 409
            nothing 400
            nothing 401
            nothing 403
            nothing 404
            {} 404
            """)
    void application_thatRefusesInAnyForm_isAskedOnceAndPassedOver(String refusal) throws IOException {
        writeProfile("CredentialsURI");
        failure = refusal;

        for (boolean async : List.of(false, true)) {
            assertThat(resolved(chain(), async).accessKeyId()).isEqualTo("machine");
        }

        assertThat(transport.requests())
                .filteredOn(request -> request.uri().getHost().equals("127.0.0.1"))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"nothing 401", "nothing 403"})
    void login_thatIsRefusedWithoutAWord_isAskedOnceAndPassedOver(String refusal) throws IOException {
        writeProfile("CloudSSO");
        failure = refusal;

        for (boolean async : List.of(false, true)) {
            assertThat(resolved(chain(), async).accessKeyId()).isEqualTo("machine");
        }

        assertThat(transport.requests())
                .filteredOn(request -> !request.uri().getHost().equals(MACHINE))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "page 409, ''",
        "511, ''",
        "page 511, worker",
        "half a key, worker",
        "page 407, worker",
        "page 425, worker",
        "503, ''",
        "500, ''",
        "429, ''",
        "503, worker",
        "500, worker",
        "429, worker",
        "lost, worker",
        "unreachable, worker",
        "302, ''",
        "307, worker",
        "gateway, ''",
        "gateway, worker",
        "marked gateway, ''",
        "marked gateway, worker",
        "marked page 409, worker"
    })
    void machine_thatFailsForNow_isNotReplacedByTheCredentialsUri(String failing, String path) {
        variables.put("ALIBABA_CLOUD_CREDENTIALS_URI", "http://127.0.0.1:6666/uri");
        for (boolean async : List.of(false, true)) {
            failingHost = MACHINE;
            failingPath = ROLES + path;
            failure = failing;

            failsThenGives("machine", async);
        }

        assertThat(transport.requests())
                .noneMatch(request -> request.uri().getHost().equals("127.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lost", "unreachable"})
    @MethodSource("dev.imagecopy.testsupport.answers.StrayAnswer#withoutMetadata")
    void machine_thatIsNoneOfTheCloud_isPassedOverSilently(String failing) {
        variables.put("ALIBABA_CLOUD_CREDENTIALS_URI", "http://127.0.0.1:6666/uri");
        for (boolean async : List.of(false, true)) {
            failingHost = MACHINE;
            failure = failing;

            List<String> said = CapturedLog.of(
                    () -> assertThat(resolved(chain(), async).accessKeyId()).isEqualTo("uri"));

            assertThat(said).noneMatch(line -> line.contains("passes over"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            400      | ``
            page 400 | ``
            {} 200   | ``
            page 501 | worker
            {} 200   | worker
            200 ok   | worker
            nothing 204 | worker
            200 {"status":"ok"} | worker
            marked {} 200       | worker
            200 {"AccessKeyId":null,"AccessKeySecret":null} | worker
            200 {"AccessKeyId":"","SecurityToken":{}} | worker
            """)
    void machine_thatHasNoKey_isPassedOver(String failing, String path) {
        variables.put("ALIBABA_CLOUD_CREDENTIALS_URI", "http://127.0.0.1:6666/uri");
        for (boolean async : List.of(false, true)) {
            failingHost = MACHINE;
            failingPath = ROLES + path;
            failure = failing;

            assertThat(resolved(chain(), async).accessKeyId()).isEqualTo("uri");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nothing 200", "nothing 204", "marked nothing 200", "200 two words", "404", "page 405", "501"})
    void machine_withoutASession_whenItMustHaveOne_isPassedOver(String answered) {
        for (boolean async : List.of(false, true)) {
            failSession(answered);

            assertThat(resolved(chain(), async).accessKeyId()).isEqualTo("uri");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "marked gateway", "503", "302", "page 409"})
    void session_thatIsNotToBeHadForNow_whenThereMustBeOne_isNotReplaced(String answered) {
        for (boolean async : List.of(false, true)) {
            failSession(answered);

            failsThenGives("machine", async);
        }
    }

    /** The request for a session, which the metadata service then demands. */
    private void failSession(String answered) {
        variables.put("ALIBABA_CLOUD_CREDENTIALS_URI", "http://127.0.0.1:6666/uri");
        variables.put("ALIBABA_CLOUD_IMDSV1_DISABLED", "true");
        failingHost = MACHINE;
        failingPath = "/latest/api/token";
        failure = answered;
    }

    private void writeProfile(String mode) throws IOException {
        Path file = home.resolve(".aliyun/config.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"current\":\"main\",\"profiles\":[{\"name\":\"main\"," + PROFILES.get(mode) + "}]}");
        failingHost = mode.equals("CloudSSO") ? "signin-cn-shanghai.alibabacloudsso.com" : "127.0.0.1";
    }

    private void failsThenGives(String key, boolean async) {
        List<String> said = CapturedLog.of(() -> {
            CredentialsProvider<AlibabaCredentials> chain = chain();
            assertThatThrownBy(() -> resolved(chain, async))
                    .isInstanceOfSatisfying(CredentialsException.class, e -> assertThat(e.retryable())
                            .isTrue());
            failure = "";
            assertThat(resolved(chain, async).accessKeyId()).isEqualTo(key);
        });
        assertThat(said).noneMatch(line -> line.contains("passes over"));
    }

    private CredentialsProvider<AlibabaCredentials> chain() {
        return Connected.to(
                transport,
                time,
                AlibabaCredentialsProviders.chain(new CredentialLookup(name -> null, variables::get, home)));
    }

    private static AlibabaCredentials resolved(CredentialsProvider<AlibabaCredentials> chain, boolean async) {
        try {
            return async ? chain.resolveAsync().join() : chain.resolve();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    private HttpResponse answer(HttpRequest request) {
        String host = request.uri().getHost();
        String path = request.uri().getPath();
        if (!failure.isEmpty() && host.equals(failingHost) && (failingPath.isEmpty() || path.equals(failingPath))) {
            return failed(failure);
        }
        if (path.endsWith("/token")) {
            return said(200, "session");
        }
        if (path.equals(ROLES)) {
            return said(200, "worker");
        }
        String id = host.equals(MACHINE) ? "machine" : path.equals("/uri") ? "uri" : "profile";
        String key = "\"AccessKeyId\":\"" + id + "\",\"AccessKeySecret\":\"s\",\"SecurityToken\":\"t\","
                + "\"Expiration\":\"2026-01-01T01:00:00Z\"";
        return said(200, "{\"Code\":\"Success\"," + key + ",\"CloudCredential\":{" + key + "}}");
    }

    private static HttpResponse failed(String failure) {
        return switch (failure) {
            case "lost" ->
                throw new TransportException(
                        "the connection was reset", SendPhase.MAYBE_SENT, ErrorContext.none(true), null);
            case "unreachable" ->
                throw new TransportException(
                        "no connection could be made", SendPhase.NOT_SENT, ErrorContext.none(true), null);
            case "half a key" -> said(200, "{\"Code\":\"Success\",\"AccessKeyId\":\"machine\"}");
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
