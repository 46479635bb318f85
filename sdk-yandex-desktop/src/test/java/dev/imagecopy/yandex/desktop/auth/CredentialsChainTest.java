package dev.imagecopy.yandex.desktop.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which place wins. */
class CredentialsChainTest {
    private static final KeyPair KEYS = Keys.rsa();

    private final Map<String, String> environment = new HashMap<>();
    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport transport = new FakeTransport(time).otherwise(this::answer);
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private Path folder;

    @Tag("YANDEX-42")
    @Test
    void chain_whenEverythingIsSet_takesTheFirst() {
        environment.put("YC_IAM_TOKEN", " t1.first.token\n");
        environment.put("YC_TOKEN", "t1.second.token");
        environment.put("YC_SERVICE_ACCOUNT_KEY_FILE", Keys.file("k", "sa", KEYS));

        assertThat(resolved()).isEqualTo(YandexCredentials.iamToken("t1.first.token"));
        assertThat(asked).isEmpty();
    }

    @Test
    void chain_whenTheKeyIsAPathOrContentOrParts_signsIn() throws IOException {
        Path file = folder.resolve("key.json");
        Files.writeString(file, Keys.file("k1", "sa", KEYS));
        environment.put("YC_SERVICE_ACCOUNT_KEY_FILE", file.toString());
        assertThat(resolved()).isEqualTo(YandexCredentials.iamToken("t1.from.jwt"));

        environment.clear();
        environment.put("YC_SERVICE_ACCOUNT_KEY_FILE", Keys.file("k2", "sa", KEYS));
        assertThat(resolved()).isEqualTo(YandexCredentials.iamToken("t1.from.jwt"));

        environment.clear();
        environment.put("YC_SA_JSON_CREDENTIALS", Keys.file("k3", "sa", KEYS));
        assertThat(resolved()).isEqualTo(YandexCredentials.iamToken("t1.from.jwt"));

        environment.clear();
        environment.put("YC_KEY_ID", "k4");
        environment.put("YC_SERVICE_ACCOUNT_ID", "sa");
        environment.put("YC_PRIVATE_KEY", Keys.escaped(Keys.pkcs8(KEYS)));
        assertThat(resolved()).isEqualTo(YandexCredentials.iamToken("t1.from.jwt"));
        assertThat(asked).containsExactly("jwt", "jwt", "jwt", "jwt");
    }

    @Test
    void chain_whenOnlyAFederationIsSet_exchangesItsToken() throws IOException {
        Path file = folder.resolve("token");
        Files.writeString(file, "oidc.token\n");
        environment.put("YANDEX_SA_ID", "ajesa");
        environment.put("YANDEX_SA_TOKEN_FILE", file.toString());

        assertThat(resolved()).isEqualTo(YandexCredentials.iamToken("t1.from.subject"));
        assertThat(asked).containsExactly("ajesa oidc.token");
    }

    @Test
    void chain_whenNothingIsSet_asksTheMetadataServiceWhereItIs() {
        environment.put("YC_METADATA_ADDR", "127.0.0.1:8080");

        assertThat(resolved()).isEqualTo(YandexCredentials.iamToken("t1.from.metadata"));
        assertThat(asked).containsExactly("http://127.0.0.1:8080/");
        assertThat(resolved().expiresAt()).hasValue(time.now().plus(Duration.ofMinutes(5)));
    }

    @Test
    void metadataService_alone_isAskedWhereItIs_andNoVariableWithATokenCounts() {
        environment.put("YC_METADATA_ADDR", "127.0.0.1:8080");
        environment.put("YC_TOKEN", "t1.first.token");

        assertThat(resolved(YandexCredentialsProviders.metadataService(lookup())))
                .isEqualTo(YandexCredentials.iamToken("t1.from.metadata"));
        assertThat(asked).containsExactly("http://127.0.0.1:8080/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.attacker.example", "169.254.attacker.example:80", "metadata.example", "a/b?c", "[::1"})
    void chain_whenTheMetadataServiceIsElsewhere_asksNobody(String host) {
        environment.put("YC_METADATA_ADDR", host);

        assertThatThrownBy(this::resolved)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("metadata service: YC_METADATA_ADDR ")
                .hasMessageNotContaining(host);
        assertThat(asked).isEmpty();
    }

    @Test
    void chain_whenNothingWorks_namesEveryPlaceAndReason() {
        environment.put("YC_TOKEN", "y0_canarycanarycanary");
        environment.put("YC_METADATA_ADDR", "a/b?c");

        assertThatThrownBy(this::resolved)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("YC_IAM_TOKEN is not set")
                .hasMessageContaining("this is an OAuth token, which is not supported")
                .hasMessageContaining("YC_SERVICE_ACCOUNT_KEY_FILE is not set")
                .hasMessageContaining("YC_SA_JSON_CREDENTIALS is not set")
                .hasMessageContaining("YC_KEY_ID is not set")
                .hasMessageContaining("YANDEX_SA_ID is not set")
                .hasMessageContaining("metadata service: YC_METADATA_ADDR must be a host")
                .hasMessageNotContaining("canary");
    }

    @Test
    void setting_thatHoldsTheSecretInsteadOfAPath_namesTheOneThatTakesIt() {
        String json = Keys.file("k", "sa", KEYS);
        for (String value : List.of(
                "'" + json + "'",
                "\ufeff" + json,
                Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8)),
                Keys.pkcs8(KEYS))) {
            environment.put("YC_SERVICE_ACCOUNT_KEY_FILE", value);
            environment.put("YANDEX_SA_ID", "ajesa");
            environment.put("YANDEX_SA_TOKEN_FILE", "eyJhbGciOiJSUzI1NiJ9.eyJjYW5hcnkiOiJjYW5hcnkifQ.canary");
            environment.put("YC_METADATA_ADDR", "a/b");

            assertThatThrownBy(this::resolved)
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("YC_SERVICE_ACCOUNT_KEY_FILE must be a path, but holds ")
                    .hasMessageContaining(
                            value.contains("-----BEGIN") && !value.contains("{")
                                    ? "a PEM block, which belongs in YC_PRIVATE_KEY"
                                    : ", which belongs in YC_SA_JSON_CREDENTIALS")
                    .hasMessageContaining("YANDEX_SA_TOKEN_FILE must be a path, but holds a JSON web token")
                    .hasMessageNotContaining(value.substring(40, 60))
                    .hasMessageNotContaining("eyJ");
        }
    }

    @Test
    void keyFile_whenItCannotBeRead_saysSoAndShowsNoPath() {
        assertThatThrownBy(() -> resolved(YandexCredentials.serviceAccountKey(folder.resolve("missing.json"))))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("the authorized key's file does not exist")
                .hasMessageNotContaining("missing.json");
    }

    private YandexCredentials resolved() {
        return resolved(YandexCredentialsProviders.chain(lookup(), true));
    }

    private CredentialLookup lookup() {
        return new CredentialLookup(name -> null, environment::get, folder);
    }

    /** What a client would use, without a call to the service. */
    @SuppressWarnings("try") // the client only connects the source
    private YandexCredentials resolved(CredentialsSource<YandexCredentials> source) {
        AtomicReference<CredentialsProvider<YandexCredentials>> connected = new AtomicReference<>();
        try (YandexDesktopClient client = YandexDesktopClient.builder()
                .transport(transport)
                .timeSource(time)
                .credentials(connection -> {
                    connected.set(source.connect(connection));
                    return connected.get();
                })
                .build()) {
            return connected.get().resolve();
        }
    }

    private HttpResponse answer(HttpRequest request) {
        String form = new String(request.body(), StandardCharsets.UTF_8);
        return switch (request.uri().getPath()) {
            case "/iam/v1/tokens" -> told("jwt", "{\"iamToken\":\"t1.from.jwt\"}");
            case "/oauth/token" ->
                told(
                        form.replaceAll(".*audience=([^&]*)&subject_token=([^&]*)&.*", "$1 $2"),
                        "{\"access_token\":\"t1.from.subject\",\"expires_in\":3600}");
            default ->
                told(
                        "http://" + request.uri().getAuthority() + "/",
                        "{\"access_token\":\"t1.from.metadata\",\"expires_in\":39944}");
        };
    }

    private HttpResponse told(String what, String body) {
        asked.add(what);
        return new HttpResponse(200, HttpHeaders.empty(), body.getBytes(StandardCharsets.UTF_8));
    }
}
