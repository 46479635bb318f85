package dev.imagecopy.yandex.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.Json;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testsupport.logs.CapturedLog;
import dev.imagecopy.yandex.desktop.auth.Keys;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Services that quote whatever they were sent: no log line of any level, exception, token or text shows a secret. */
class SecrecyTest {
    private static final KeyPair KEYS = Keys.rsa();
    private static final String TOKEN = "t1.CANARY-token.CANARY-rest";
    private static final String SUBJECT = "oidc.CANARY.subject";
    private static final Pattern JWT = Pattern.compile("eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_.-]+");

    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport transport = new FakeTransport(time);
    private final List<String> seen = new ArrayList<>();

    static Stream<Arguments> sources() {
        CredentialsSource<YandexCredentials> token = CredentialsSource.of(YandexCredentials.iamToken(TOKEN));
        return Stream.of(
                Arguments.of("token", token),
                Arguments.of("key", YandexCredentials.serviceAccountKeyJson(Keys.file("ajekey", "ajesa", KEYS))),
                Arguments.of("federation", YandexCredentials.workloadIdentity("ajesa", () -> SUBJECT)),
                Arguments.of("machine", YandexCredentials.metadataService(URI.create("http://169.254.169.254/"))));
    }

    @Tag("YANDEX-45")
    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void secrets_whenTheTokenServiceQuotesThem_areShownNowhere(
            String name, CredentialsSource<YandexCredentials> source) {
        for (int status : new int[] {400, 401, 403, 404, 429, 500, 503}) {
            transport.otherwise(request -> quoting(request, status));
            use(source);
        }
        assertNothingShown();
    }

    @Tag("YANDEX-45")
    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void secrets_whenTheServiceQuotesThem_areShownNowhere(String name, CredentialsSource<YandexCredentials> source) {
        for (int status : new int[] {302, 400, 401, 403, 404, 409, 429, 500, 503}) {
            transport.otherwise(request -> givesToken(request).orElseGet(() -> quoting(request, status)));
            use(source);
        }
        assertNothingShown();
        assertThat(transport.requests()).anyMatch(request -> request.headers()
                .first("Authorization")
                .filter(header -> header.contains(TOKEN))
                .isPresent());
    }

    @Tag("YANDEX-45")
    @Test
    void secrets_whenACopyGoesWell_areShownNowhere() {
        transport.otherwise(request -> Script.response(200, "{\"id\":\"fdo1\",\"done\":false}"));
        seen.addAll(CapturedLog.of(() -> {
            try (YandexDesktopClient client = client(CredentialsSource.of(YandexCredentials.iamToken(TOKEN)))) {
                Operation<DesktopImage> copy = client.copyImage(Clients.golden().build());
                seen.add(copy.poll() + " " + copy + " " + client);
                seen.add(new String(
                        Base64.getUrlDecoder().decode(copy.resumeToken().value().substring("v1.".length())),
                        StandardCharsets.UTF_8));
            }
        }));
        assertNothingShown();
    }

    private void use(CredentialsSource<YandexCredentials> source) {
        seen.addAll(CapturedLog.of(() -> {
            try (YandexDesktopClient client = client(source)) {
                collect(catchThrowable(() -> client.copyImage(Clients.golden().build())));
                collect(catchThrowable(
                        () -> client.copyImageAsync(Clients.golden().build()).get()));
                collect(catchThrowable(() -> client.findImage("fdv1")));
                seen.add(client.toString());
            }
        }));
    }

    private YandexDesktopClient client(CredentialsSource<YandexCredentials> source) {
        return YandexDesktopClient.builder()
                .transport(transport)
                .timeSource(time)
                .callbackExecutor(Runnable::run)
                .credentials(source)
                .build();
    }

    private void assertNothingShown() {
        String key = Base64.getEncoder().encodeToString(KEYS.getPrivate().getEncoded());
        String fragment = key.substring(key.length() / 2, key.length() / 2 + 16);
        transport.requests().forEach(request -> seen.add(request.toString() + request.headers()));
        assertThat(seen)
                .hasSizeGreaterThan(3)
                .noneMatch(line -> line.contains("CANARY"))
                .noneMatch(line -> JWT.matcher(line).find())
                .noneMatch(line -> line.contains(fragment));
    }

    private static Optional<HttpResponse> givesToken(HttpRequest request) {
        return switch (request.uri().getPath()) {
            case "/iam/v1/tokens" -> Optional.of(Script.response(200, "{\"iamToken\":\"" + TOKEN + "\"}"));
            case "/oauth/token", "/computeMetadata/v1/instance/service-accounts/default/token" ->
                Optional.of(Script.response(200, "{\"access_token\":\"" + TOKEN + "\",\"expires_in\":3600}"));
            default -> Optional.empty();
        };
    }

    /** Says back everything that was sent, in every place that an answer has. */
    private static HttpResponse quoting(HttpRequest request, int status) {
        String authorization = request.headers().first("Authorization").orElse("none");
        String body = new String(request.body(), StandardCharsets.UTF_8);
        String jwt = body.replaceAll(".*\"jwt\":\"([^\"]*)\".*", "$1");
        String told = authorization + " | " + body + " | " + jwt + " | "
                + URLEncoder.encode(authorization, StandardCharsets.UTF_8);
        return Script.response(
                status,
                Json.write(Json.map(
                        "code", 3,
                        "message", told,
                        "error", told,
                        "error_description", told,
                        "details",
                                List.of(
                                        Json.map(
                                                "@type",
                                                "type.googleapis.com/google.rpc.RequestInfo",
                                                "requestId",
                                                told),
                                        Json.map(
                                                "@type",
                                                "type.googleapis.com/google.rpc.ErrorInfo",
                                                "reason",
                                                told,
                                                "domain",
                                                told)))),
                "x-request-id",
                "id-" + told,
                "x-server-trace-id",
                told,
                "Location",
                "https://elsewhere.example/?token=" + URLEncoder.encode(authorization, StandardCharsets.UTF_8));
    }

    private void collect(Throwable error) {
        assertThat(error).isNotNull();
        for (Throwable each = error; each != null; each = each.getCause()) {
            StringWriter text = new StringWriter();
            each.printStackTrace(new PrintWriter(text, true));
            seen.add(text.toString());
            if (each instanceof ApiException api) {
                seen.add(api.code() + api.serviceMessage() + api.requestId() + api.bodyExcerpt() + api.details());
            }
            if (each instanceof SdkException sdk) {
                seen.add(sdk.toString() + sdk.resumeToken());
            }
        }
    }
}
