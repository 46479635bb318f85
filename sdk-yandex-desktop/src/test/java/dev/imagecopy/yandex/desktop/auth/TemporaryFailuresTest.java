package dev.imagecopy.yandex.desktop.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A key whose token is not to be had for now, on a machine with an account of its own. */
class TemporaryFailuresTest {
    private static final KeyPair KEYS = Keys.rsa();

    private final Map<String, String> variables = new HashMap<>();
    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport transport = new FakeTransport(time).otherwise(this::answer);
    private final AtomicReference<String> failure = new AtomicReference<>("");
    private final AtomicReference<CredentialsProvider<YandexCredentials>> connected = new AtomicReference<>();

    @TempDir
    private Path home;

    static Stream<Arguments> failures() {
        return Stream.concat(
                        Stream.of("503", "500", "502", "429", "302", "307", "lost", "unreachable", "gateway"),
                        Stream.of(
                                "page 400",
                                "page 401",
                                "page 403",
                                "page 404",
                                "page 405",
                                "page 407",
                                "page 409",
                                "page 425",
                                "page 451",
                                "nothing 400",
                                "{} 400",
                                "{} 404"))
                .flatMap(failure -> Stream.of("FILE", "JSON", "PARTS")
                        .flatMap(source ->
                                Stream.of(Arguments.of(failure, source, false), Arguments.of(failure, source, true))));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void key_whoseTokenIsNotToBeHadForNow_isNotReplacedByTheMachine(String failing, String source, boolean async) {
        set(source);
        failure.set(failing);

        List<String> said = CapturedLog.of(() -> {
            try (YandexDesktopClient client = client()) {
                CredentialsProvider<YandexCredentials> chain = connected.get();
                assertThatThrownBy(() -> resolved(chain, async))
                        .isInstanceOfSatisfying(CredentialsException.class, e -> assertThat(e.retryable())
                                .isTrue());
                failure.set("");
                assertThat(resolved(chain, async).iamToken().reveal()).isEqualTo("t1.from.key");
                assertThat(client).isNotNull();
            }
        });

        assertThat(said).noneMatch(line -> line.contains("passes over"));
        assertThat(transport.requests())
                .noneMatch(request -> request.uri().getHost().equals("169.254.169.254"));
    }

    @Timeout(60)
    @ParameterizedTest
    @MethodSource("failures")
    void call_whoseTokenFailsOnce_isMadeWithTheKey(String failing, String source, boolean async) {
        set(source);
        failure.set(failing + " once");

        try (YandexDesktopClient client = client()) {
            assertThat(async ? retried(client.findImageAsync("image")).join() : client.findImage("image"))
                    .isEmpty();
        }

        assertThat(transport.requests())
                .noneMatch(request -> request.uri().getHost().equals("169.254.169.254"))
                .last()
                .satisfies(request ->
                        assertThat(request.headers().first("Authorization")).hasValue("Bearer t1.from.key"));
    }

    @ParameterizedTest
    @CsvSource({"400, 3", "401, 16", "403, 7", "404, 5"})
    void key_thatIsRefused_isPassedOver(String status, String code) {
        set("JSON");
        failure.set(status + " {\"code\":" + code + ",\"message\":\"no\"}");

        for (boolean async : List.of(false, true)) {
            try (YandexDesktopClient client = client()) {
                assertThat(client).isNotNull();
                assertThat(resolved(connected.get(), async).iamToken().reveal()).isEqualTo("t1.from.machine");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing 401", "nothing 403"})
    void key_thatIsRefusedWithoutAWord_isPassedOver(String refusal) {
        set("JSON");
        failure.set(refusal);

        for (boolean async : List.of(false, true)) {
            try (YandexDesktopClient client = client()) {
                assertThat(client).isNotNull();
                assertThat(resolved(connected.get(), async).iamToken().reveal()).isEqualTo("t1.from.machine");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "401 {\"error\":\"UNAUTHENTICATED\",\"error_description\":\"m\"}",
                "400 {\"error\":\"INVALID_GRANT\",\"error_description\":\"m\"}",
                "400 {\"error\":\"invalid_grant\"}",
                "nothing 401"
            })
    void identity_thatTheFederationRefuses_isSentOnce(String refusal) {
        failure.set(refusal);

        try (YandexDesktopClient client = YandexDesktopClient.builder()
                .transport(transport)
                .timeSource(time)
                .credentials(YandexCredentials.workloadIdentity("ajesa", () -> "oidc.canary.token"))
                .build()) {
            assertThatThrownBy(() -> client.findImage("image"))
                    .isInstanceOfSatisfying(CredentialsException.class, e -> assertThat(e.retryable())
                            .isFalse());
        }

        assertThat(transport.requests()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("dev.imagecopy.testsupport.answers.StrayAnswer#withoutMetadata")
    void machine_thatIsNoneOfTheCloud_hasNoToken(String answered) {
        assertThat(failureOfTheMachine(answered)).satisfies(e -> {
            assertThat(e.isAbsent()).isTrue();
            assertThat(e.retryable()).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "503",
                "429",
                "302",
                "gateway",
                "marked gateway",
                "page 407",
                "marked page 409",
                "page 409",
                "page 511",
                "200 {\"access_token\":\"t1."
            })
    void machine_thatFailsForNow_mayBeAskedAgain(String answered) {
        assertThat(failureOfTheMachine(answered)).satisfies(e -> {
            assertThat(e.isAbsent()).isFalse();
            assertThat(e.retryable()).isTrue();
        });
    }

    private CredentialsException failureOfTheMachine(String answered) {
        transport.otherwise(request -> failed(answered));
        try (YandexDesktopClient client = YandexDesktopClient.builder()
                .transport(transport)
                .timeSource(time)
                .credentials(connection -> {
                    connected.set(YandexCredentials.metadataService(URI.create("http://169.254.169.254/"))
                            .connect(connection));
                    return connected.get();
                })
                .build()) {
            assertThat(client).isNotNull();
            return catchThrowableOfType(
                    CredentialsException.class, () -> connected.get().resolve());
        }
    }

    @ParameterizedTest
    @CsvSource({"FILE, 503", "JSON, 429", "PARTS, lost"})
    void service_thatKeepsFailing_isAskedAsOftenAsTheCallHasAttempts(String source, String failing) {
        set(source);
        failure.set(failing);

        try (YandexDesktopClient client = client()) {
            assertThatThrownBy(() -> client.findImage("image"))
                    .isInstanceOfSatisfying(CredentialsException.class, e -> assertThat(e.retryable())
                            .isTrue());
        }

        assertThat(transport.requests()).hasSize(4);
    }

    /** Lets the pauses between attempts pass, but not the call's deadline: the token is asked for on another thread. */
    private <T> CompletableFuture<T> retried(CompletableFuture<T> call) {
        while (!call.isDone()) {
            boolean pauses = time.nextTaskIn()
                    .filter(next -> next.compareTo(Duration.ofSeconds(10)) < 0)
                    .isPresent();
            if (!pauses || !time.advanceToNextTask()) {
                Thread.onSpinWait();
            }
        }
        return call;
    }

    private void set(String source) {
        switch (source) {
            case "FILE" -> variables.put("YC_SERVICE_ACCOUNT_KEY_FILE", Keys.file("k", "sa", KEYS));
            case "JSON" -> variables.put("YC_SA_JSON_CREDENTIALS", Keys.file("k", "sa", KEYS));
            default -> {
                variables.put("YC_KEY_ID", "k");
                variables.put("YC_SERVICE_ACCOUNT_ID", "sa");
                variables.put("YC_PRIVATE_KEY", Keys.pkcs8(KEYS));
            }
        }
    }

    private YandexDesktopClient client() {
        return YandexDesktopClient.builder()
                .transport(transport)
                .timeSource(time)
                .credentials(connection -> {
                    connected.set(YandexCredentialsProviders.chain(
                                    new CredentialLookup(name -> null, variables::get, home), true)
                            .connect(connection));
                    return connected.get();
                })
                .build();
    }

    private static YandexCredentials resolved(CredentialsProvider<YandexCredentials> chain, boolean async) {
        try {
            return async ? chain.resolveAsync().join() : chain.resolve();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    private HttpResponse answer(HttpRequest request) {
        if (request.uri().getHost().equals("169.254.169.254")) {
            return said(200, "{\"access_token\":\"t1.from.machine\",\"expires_in\":3600}");
        }
        if (!List.of("/iam/v1/tokens", "/oauth/token").contains(request.uri().getPath())) {
            return said(404, "{\"code\":5,\"message\":\"not found\"}");
        }
        String failing = failure.getAndUpdate(now -> now.endsWith(" once") ? "" : now);
        return failing.isEmpty() ? said(200, "{\"iamToken\":\"t1.from.key\"}") : failed(failing.replace(" once", ""));
    }

    private static HttpResponse failed(String failure) {
        return switch (failure) {
            case "lost" ->
                throw new TransportException(
                        "the connection was reset", SendPhase.MAYBE_SENT, ErrorContext.none(true), null);
            case "unreachable" ->
                throw new TransportException(
                        "no connection could be made", SendPhase.NOT_SENT, ErrorContext.none(true), null);
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
