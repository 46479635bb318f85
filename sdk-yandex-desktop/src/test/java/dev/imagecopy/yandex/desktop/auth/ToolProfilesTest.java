package dev.imagecopy.yandex.desktop.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testsupport.logs.CapturedLog;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and tokens as the vendor's tools, secret stores and editors leave them. */
class ToolProfilesTest {
    private static final KeyPair KEYS = Keys.rsa();
    private static final String JSON = Keys.file("k", "sa", KEYS);
    private static final String PEM = Keys.pkcs8(KEYS);

    private final Map<String, String> environment = new HashMap<>();
    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport transport = new FakeTransport(time).answer(200, "{\"iamToken\":\"t1.from.jwt\"}");

    @TempDir
    private Path folder;

    static Stream<byte[]> keyFiles() {
        return Stream.of(
                bytes(JSON.replace("\\n", "\n")),
                bytes(JSON.replace("\\n", "\r\n")),
                bytes("\ufeff" + JSON),
                ("\ufeff" + JSON).getBytes(StandardCharsets.UTF_16LE),
                bytes(JSON.replace("\n", "\r\n")),
                bytes(JSON.replace("\\n", " ")),
                bytes(JSON.replace("\\n", "\\\\n")),
                bytes(JSON.replace("-----BEGIN PRIVATE", "PLEASE DO NOT REMOVE THIS LINE!\\n-----BEGIN PRIVATE")));
    }

    @ParameterizedTest
    @MethodSource("keyFiles")
    void keyFile_howeverItWasWritten_signsIn(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("key.json"), content);
        environment.put("YC_SERVICE_ACCOUNT_KEY_FILE", file.toString());

        assertThat(resolved()).isEqualTo(YandexCredentials.iamToken("t1.from.jwt"));
    }

    static Stream<String> keyTexts() {
        return Stream.of(
                JSON,
                "'" + JSON + "'",
                "\ufeff" + JSON,
                JSON.replace("\\n", "\n"),
                Base64.getEncoder().encodeToString(bytes(JSON)),
                Base64.getMimeEncoder().encodeToString(bytes(JSON)),
                Base64.getEncoder().encodeToString(bytes(Base64.getEncoder().encodeToString(bytes(JSON)))),
                Base64.getEncoder().encodeToString(("\ufeff" + JSON).getBytes(StandardCharsets.UTF_16LE)),
                URLEncoder.encode(JSON, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("keyTexts")
    void keyInThePlaceOfItsFile_isToldItsVariable(String text) {
        environment.put("YC_SERVICE_ACCOUNT_KEY_FILE", text);

        if (text.startsWith("{")) {
            assertThat(resolved()).isEqualTo(YandexCredentials.iamToken("t1.from.jwt"));
        } else {
            assertThatThrownBy(this::resolved)
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining("YC_SERVICE_ACCOUNT_KEY_FILE must be a path, but holds JSON")
                    .hasMessageContaining("which belongs in YC_SA_JSON_CREDENTIALS")
                    .hasMessageNotContaining("BEGIN");
        }
    }

    @ParameterizedTest
    @MethodSource("keyTexts")
    void keyInAVariable_howeverItWasWritten_signsIn(String text) {
        environment.put("YC_SA_JSON_CREDENTIALS", text);

        assertThat(resolved()).isEqualTo(YandexCredentials.iamToken("t1.from.jwt"));
    }

    static Stream<String> pems() {
        return Stream.of(
                PEM,
                PEM.replace("\n", " "),
                PEM.replace("\n", "\\n"),
                PEM.replace("\n", "\r\n"),
                PEM.replace("\n", "\\r\\n"),
                "Bag Attributes\n  friendlyName: x\n" + PEM,
                "\"" + PEM + "\"",
                Base64.getEncoder().encodeToString(bytes(PEM)));
    }

    @ParameterizedTest
    @MethodSource("pems")
    void pem_howeverItWasWritten_signsIn(String pem) {
        environment.put("YC_KEY_ID", "k");
        environment.put("YC_SERVICE_ACCOUNT_ID", "sa");
        environment.put("YC_PRIVATE_KEY", pem);

        assertThat(resolved()).isEqualTo(YandexCredentials.iamToken("t1.from.jwt"));
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer t1.canary.canary, 'this begins with the word Bearer: give the IAM token alone'",
        "bearer t1.canary.canary, 'this begins with the word Bearer: give the IAM token alone'",
        "Authorization: Bearer t1.canary, 'this begins with the word Bearer'",
        "Api-Key AQVNcanary, 'this is an API key, which Cloud Desktop does not accept'",
        "Api-Key canary, 'this is an API key, which Cloud Desktop does not accept'",
        "OAuth y0_canary, 'this is an OAuth token, which is not supported'",
        "OAuth canary, 'this is an OAuth token, which is not supported'",
        "Bearer y0_canary, 'this is an OAuth token, which is not supported'",
        "'{\"iam_token\":\"t1.canary\"}', 'this is JSON: give the value of its iam_token alone'",
        "'{\"iamToken\":\"t1.canary\",\"expiresAt\":\"\"}', 'this is JSON: give the value of its iamToken alone'",
        "'{\"access_token\":\"t1.canary\",\"expires_in\":43200}', 'this is JSON: give the value of its access_token alone'",
        "'{\"id\":\"canary\"}', 'this is JSON, which belongs in YC_SA_JSON_CREDENTIALS'",
        "eyJhbGciOiJSUzI1NiJ9.eyJjYW5hcnkiOiJjYW5hcnkifQ.canary, 'this is a JSON web token, which belongs in a file that YANDEX_SA_TOKEN_FILE names'",
        "-----BEGIN PRIVATE KEY-----canary, 'this is a PEM block, which belongs in YC_PRIVATE_KEY'"
    })
    void token_thatIsNone_isToldItsKind(String token, String reason) {
        environment.put("YC_TOKEN", token);

        assertThatThrownBy(this::resolved)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("environment variable YC_TOKEN: YandexCredentials: " + reason)
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> YandexCredentials.iamToken(token))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer%20t1.canary.canary",
                "Bearert1.canary.canary",
                "<canary>",
                "${YC_TOKEN}",
                "$YC_TOKEN",
                "$(yc iam create-token)",
                "null",
                "https://iam.canary.example/token",
                "/var/run/secrets/canary/token",
                "authorization=Bearer t1.canary.canary",
                "Authorization: Bearer t1.canary.canary",
                "X-YaCloud-SubjectToken: t1.canary.canary",
                "IAM t1.canary.canary",
                "YC_TOKEN=t1.canary.canary",
                "t1.canary%3D.canary",
                "t1.canary.canary,",
                "\"t1.canary.canary",
                "t1.canary.canary;",
                "t1.can\u200bary.canary",
                "dDEuY2FuYXJ5LmNhbmFyeS5jYW5hcnkuY2FuYXJ5",
                "ZERFdVkyRnVZWEo1TG1OaGJtRnllUzVqWVc1aGNua3VZMkZ1WVhKNQ=="
            })
    void token_thatCannotBeOne_isRefusedBeforeItIsSent(String token) {
        environment.put("YC_TOKEN", token);

        assertThatThrownBy(this::resolved)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("environment variable YC_TOKEN: YandexCredentials: ")
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> YandexCredentials.iamToken(token))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("canary");
        assertThat(transport.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"ID\":\"canary\"', the authorized key has id twice",
        "'\"Service_Account_Id\":\"canary\"', the authorized key has service_account_id twice",
        "'\"PRIVATE_KEY\":\"canary\"', the authorized key has private_key twice",
        "'\"serviceAccountId\":\"canary\"', the authorized key has service_account_id and serviceAccountId with different",
        "'\"user_account_id\":\"canary\"', the authorized key names both a service account and a user account",
        "'\"userAccountId\":\"canary\"', the authorized key names both a service account and a user account",
        "'\"privateKey\":\"canary\"', the authorized key has private_key and privateKey with different values"
    })
    void keyFile_thatSaysTwoThings_isRefused(String entry, String reason) {
        environment.put("YC_SA_JSON_CREDENTIALS", JSON.replaceFirst("\\{", "{" + entry + ","));

        assertThatThrownBy(this::resolved)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"ID\":\"k\"', 0",
        "'\"endpoint\":\"canary\"', 1",
        "'\"description\":\"canary\"', 0",
        "'\"new\":\"\"', 0"
    })
    void entryOfAKeyFile_thatIsUnknown_isNamedOnce(String entry, int warnings) {
        environment.put("YC_SA_JSON_CREDENTIALS", JSON.replaceFirst("\\{", "{" + entry + ","));

        assertThat(CapturedLog.of(this::resolved).stream().filter(line -> line.startsWith("WARN")))
                .hasSize(warnings)
                .allMatch(line -> line.equals("WARN YandexDesktopClient ignores endpoint, which is set: it is no known"
                        + " entry of the authorized key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iam_token", "iamToken"})
    void keyFile_thatHoldsAPrintedToken_namesTheVariableThatTakesIt(String member) throws IOException {
        String printed = "{\"" + member + "\":\"t1.canary\",\"expiresAt\":\"2026-01-01T12:00:00Z\"}";
        Path file = Files.writeString(folder.resolve("key.json"), printed);

        for (String value : new String[] {file.toString(), printed}) {
            environment.put("YC_SERVICE_ACCOUNT_KEY_FILE", value);
            assertThatThrownBy(this::resolved)
                    .hasMessageContaining("this is no authorized key, but a response with an IAM token: put its "
                            + member + " into YC_IAM_TOKEN")
                    .hasMessageNotContaining("canary");
        }
    }

    @Test
    void chain_withoutAnyCredentials_endsWithTheCommandThatGivesThem() {
        assertThatThrownBy(this::resolved)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("; yc iam create-token prints a token for YC_IAM_TOKEN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<canary>", "${CANARY}", "null", "https://canary.example", "can\u200bary"})
    void ids_thatWereNeverFilledIn_areRefused(String id) {
        environment.put("YC_KEY_ID", id);
        environment.put("YC_SERVICE_ACCOUNT_ID", "sa");
        environment.put("YC_PRIVATE_KEY", PEM);
        environment.put("YANDEX_SA_ID", id);
        environment.put("YANDEX_SA_TOKEN_FILE", "token");

        assertThatThrownBy(this::resolved)
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("id of the authorized key holds ")
                .hasMessageContaining("YANDEX_SA_ID holds ")
                .hasMessageNotContainingAny("canary", "CANARY");
        assertThat(transport.requests()).isEmpty();
    }

    @Test
    void ids_thatAreSecrets_areRefusedAndNotShown() {
        String secret = "Kq7ZtB3mWx9PdL2sVh8RfG5jNc4YbT6uXa1EoM0i";
        environment.put("YC_KEY_ID", secret);
        environment.put("YC_SERVICE_ACCOUNT_ID", "sa");
        environment.put("YC_PRIVATE_KEY", PEM);
        environment.put("YANDEX_SA_ID", secret);
        environment.put("YANDEX_SA_TOKEN_FILE", "token");

        assertThatThrownBy(this::resolved)
                .hasMessageContaining("id of the authorized key holds an access key's secret")
                .hasMessageContaining("YANDEX_SA_ID holds an access key's secret")
                .hasMessageNotContaining(secret);
        assertThat(transport.requests()).isEmpty();
    }

    private YandexCredentials resolved() {
        return resolved(
                YandexCredentialsProviders.chain(new CredentialLookup(name -> null, environment::get, folder), false));
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

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
