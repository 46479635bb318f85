package dev.imagecopy.yandex.desktop.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.testing.FakeTransport;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testsupport.logs.CapturedLog;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of sources that are set and cannot be used, while a later one has a token. */
class PassedSourcesTest {
    private static final KeyPair KEYS = Keys.rsa();

    private final ManualTimeSource time = new ManualTimeSource();
    private final Map<String, String> variables = new HashMap<>();
    private final FakeTransport transport = new FakeTransport(time).otherwise(PassedSourcesTest::answer);

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            YC_TOKEN=y0_canarycanarycanary                       | environment variable YC_TOKEN (YandexCredentials: this is an OAuth token, which is not supported
            YC_IAM_TOKEN={"iam_token":"canary"}                  | environment variable YC_IAM_TOKEN (YandexCredentials: this is JSON: give the value of its iam_token alone
            YC_TOKEN={{ canary.token }}                          | environment variable YC_TOKEN (YandexCredentials: this holds a placeholder in place of the value
            YC_SA_JSON_CREDENTIALS={{ canary.key }}              | environment variable YC_SA_JSON_CREDENTIALS (YC_SA_JSON_CREDENTIALS holds a placeholder in place of the value)
            YC_SERVICE_ACCOUNT_KEY_FILE={{ canary.path }}        | environment variable YC_SERVICE_ACCOUNT_KEY_FILE (YC_SERVICE_ACCOUNT_KEY_FILE holds a placeholder in place of the value)
            YC_SERVICE_ACCOUNT_KEY_FILE=/canary/none             | environment variable YC_SERVICE_ACCOUNT_KEY_FILE (the authorized key's file does not exist)
            YC_SERVICE_ACCOUNT_KEY_FILE=t1.canary_canary-canary.x| environment variable YC_SERVICE_ACCOUNT_KEY_FILE (YC_SERVICE_ACCOUNT_KEY_FILE must be a path, but this is an IAM token, which belongs in YC_IAM_TOKEN)
            YC_SERVICE_ACCOUNT_KEY_FILE=y0_canarycanary          | environment variable YC_SERVICE_ACCOUNT_KEY_FILE (YC_SERVICE_ACCOUNT_KEY_FILE must be a path, but this is an OAuth token, which is not supported
            YC_SA_JSON_CREDENTIALS=AQVNcanarycanary              | environment variable YC_SA_JSON_CREDENTIALS (YC_SA_JSON_CREDENTIALS must be an authorized key in JSON, but this is an API key, which Cloud Desktop does not accept
            YC_TOKEN=authorization:bearer t1.canary              | environment variable YC_TOKEN (YandexCredentials: this begins with the word Bearer: give the IAM token alone)
            YC_SERVICE_ACCOUNT_KEY_FILE=KEY                      | environment variable YC_SERVICE_ACCOUNT_KEY_FILE (
            YC_SERVICE_ACCOUNT_KEY_FILE={"iam_token":"canary"}   | environment variable YC_SERVICE_ACCOUNT_KEY_FILE (this is no authorized key, but a response with an IAM token: put its iam_token into YC_IAM_TOKEN)
            YC_SA_JSON_CREDENTIALS={"api_key":{},"secret":"canary"} | environment variable YC_SA_JSON_CREDENTIALS (this is an API key, which Cloud Desktop does not accept
            YC_KEY_ID=canary                                     | environment variables YC_KEY_ID, YC_SERVICE_ACCOUNT_ID and YC_PRIVATE_KEY (YC_KEY_ID is set, but YC_SERVICE_ACCOUNT_ID and YC_PRIVATE_KEY are not)
            YC_PRIVATE_KEY=canary                                | environment variables YC_KEY_ID, YC_SERVICE_ACCOUNT_ID and YC_PRIVATE_KEY (YC_PRIVATE_KEY is set, but YC_KEY_ID and YC_SERVICE_ACCOUNT_ID are not)
            YC_PRIVATE_KEY={"id":"canary"}                       | environment variables YC_KEY_ID, YC_SERVICE_ACCOUNT_ID and YC_PRIVATE_KEY (YC_PRIVATE_KEY holds JSON, which belongs in YC_SA_JSON_CREDENTIALS
            YC_PRIVATE_KEY=/run/canary/key.json                  | environment variables YC_KEY_ID, YC_SERVICE_ACCOUNT_ID and YC_PRIVATE_KEY (YC_PRIVATE_KEY holds the path of a file: that of an authorized key belongs in YC_SERVICE_ACCOUNT_KEY_FILE)
            YC_PRIVATE_KEY=BASE64                                | environment variables YC_KEY_ID, YC_SERVICE_ACCOUNT_ID and YC_PRIVATE_KEY (YC_PRIVATE_KEY holds a key or a token in base64: give the PEM block itself (BEGIN PRIVATE KEY … END PRIVATE KEY))
            YC_KEY_ID=k;YC_SERVICE_ACCOUNT_ID=s;YC_PRIVATE_KEY=canary | environment variables YC_KEY_ID, YC_SERVICE_ACCOUNT_ID and YC_PRIVATE_KEY (YC_PRIVATE_KEY holds no PEM block
            YC_KEY_ID=t1.canary.c;YC_SERVICE_ACCOUNT_ID=s;YC_PRIVATE_KEY=PEM | environment variables YC_KEY_ID, YC_SERVICE_ACCOUNT_ID and YC_PRIVATE_KEY (YC_KEY_ID as id of the authorized key holds an IAM token)
            YC_KEY_ID=k;YC_SERVICE_ACCOUNT_ID=y0_canary;YC_PRIVATE_KEY=PEM | environment variables YC_KEY_ID, YC_SERVICE_ACCOUNT_ID and YC_PRIVATE_KEY (YC_SERVICE_ACCOUNT_ID as service_account_id of the authorized key holds an OAuth token)
            YC_TOKEN=ya29.c.canary                               | environment variable YC_TOKEN (YandexCredentials: this is an access token of Google Cloud, which Yandex Cloud does not accept
            YANDEX_SA_TOKEN_FILE=canary                          | environment variables YANDEX_SA_ID and YANDEX_SA_TOKEN_FILE (YANDEX_SA_TOKEN_FILE is set, but YANDEX_SA_ID is not)
            """)
    void source_thatIsSetAndCannotBeUsed_isNamedOnceAndNeverShown(String settings, String passed) throws IOException {
        for (String setting : settings.split(";", -1)) {
            set(setting);
        }

        for (boolean async : List.of(true, false)) {
            List<String> said = warnings(async, 2);

            assertThat(said).singleElement().asString().contains("YandexDesktopClient passes over " + passed);
            assertThat(said.get(0)).endsWith(" and uses metadata service").doesNotContain("canary");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOTHING=", "YC_TOKEN=", "YC_TOKEN=\"\"", "YC_TOKEN='  '"})
    void source_thatIsAbsent_isPassedOverSilently(String setting) throws IOException {
        set(setting);

        assertThat(warnings(false, 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            YANDEX_SA_ID=canary                                   | YANDEX_SA_ID is set, but YANDEX_SA_TOKEN_FILE is not
            YANDEX_SA_ID=ajesa;YANDEX_SA_TOKEN_FILE=/canary/none  | the token file does not exist
            YANDEX_SA_ID=ajesa;YANDEX_SA_TOKEN_FILE=TOKEN         | 401
            YANDEX_SA_ID=t1.canary.c;YANDEX_SA_TOKEN_FILE=TOKEN   | YANDEX_SA_ID holds an IAM token
            YANDEX_SA_ID=AQVNcanary;YANDEX_SA_TOKEN_FILE=TOKEN    | YANDEX_SA_ID holds an API key
            YANDEX_SA_ID=ajesa;YANDEX_SA_TOKEN_FILE=of:y0_canary  | the identity provider's token is an OAuth token
            YANDEX_SA_ID=ajesa;YANDEX_SA_TOKEN_FILE=of:t1.canary.c | the identity provider's token is an IAM token
            """)
    void account_thatIsNamedAndCannotBeUsed_endsTheChain(String settings, String reason) throws IOException {
        for (String setting : settings.split(";", -1)) {
            set(setting);
        }

        for (boolean async : List.of(true, false)) {
            CredentialsProvider<YandexCredentials> chain = chain();
            assertThatThrownBy(() -> resolved(chain, async))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining(reason)
                    .hasMessageContaining("(YANDEX_SA_ID names this identity, so no other is used)")
                    .hasMessageNotContaining("canary");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void account_thatALaterSourceWouldTakeOn_isNamedOnce(boolean async) throws IOException {
        set("YC_IAM_TOKEN=t1.a.b");
        set("YANDEX_SA_ID=canary");

        assertThat(warnings(async, 2))
                .containsExactly("WARN YandexDesktopClient ignores YANDEX_SA_ID, which is set: credentials from an"
                        + " earlier source are used");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            YC_IAM_TOKEN=t1.a.b;YC_TOKEN=t1.canary.b                    | YC_TOKEN
            YC_TOKEN=t1.a.b;YC_SERVICE_ACCOUNT_KEY_FILE=/canary         | YC_SERVICE_ACCOUNT_KEY_FILE
            YC_TOKEN=t1.a.b;YC_SA_JSON_CREDENTIALS={"id":"canary"}      | YC_SA_JSON_CREDENTIALS
            YC_IAM_TOKEN=t1.a.b;YC_KEY_ID=canary;YC_PRIVATE_KEY=canary  | YC_KEY_ID
            YC_IAM_TOKEN=t1.a.b;YC_SERVICE_ACCOUNT_ID=canary            | YC_SERVICE_ACCOUNT_ID
            YC_TOKEN=t1.a.b;YC_PRIVATE_KEY=canary                       | YC_PRIVATE_KEY
            YC_TOKEN=t1.a.b;YC_SERVICE_ACCOUNT_ID=c;YC_PRIVATE_KEY=c    | YC_SERVICE_ACCOUNT_ID
            YC_IAM_TOKEN=t1.a.b;YANDEX_SA_TOKEN_FILE=/canary            | YANDEX_SA_TOKEN_FILE
            YC_IAM_TOKEN=t1.a.b;YANDEX_SA_ID=c;YANDEX_SA_TOKEN_FILE=/c  | YANDEX_SA_ID
            YC_TOKEN=t1.a.b;YC_METADATA_ADDR=canary                     | YC_METADATA_ADDR
            """)
    void source_afterTheOneThatIsUsed_isNamedOnce(String settings, String later) throws IOException {
        for (String setting : settings.split(";", -1)) {
            set(setting);
        }

        for (boolean async : List.of(true, false)) {
            assertThat(warnings(async, 2))
                    .containsExactly("WARN YandexDesktopClient ignores " + later
                            + ", which is set: credentials from an earlier source are used");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "YC_SERVICE_ACCOUNT_KEY",
                "YC_SA_KEY_FILE",
                "YC_SA_KEY",
                "YC_USER_TOKEN",
                "YC_IMPERSONATE_SERVICE_ACCOUNT_ID",
                "YC_PROFILE",
                "IAM_TOKEN",
                "YANDEX_CLOUD_IAM_TOKEN"
            })
    void variable_thatNothingReads_isNamedOnce(String name) throws IOException {
        set("YC_IAM_TOKEN=t1.a.b");
        set(name + "=canary");

        assertThat(warnings(true, 2))
                .singleElement()
                .asString()
                .startsWith("WARN YandexDesktopClient ignores " + name + ", which is set: ")
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void laterSource_withTheSameToken_isNotWarnedOf(boolean async) throws IOException {
        set("YC_IAM_TOKEN=t1.a.b");
        set("YC_TOKEN=t1.a.b");

        assertThat(warnings(async, 2)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"t1.a.b\"", "'t1.a.b'", " \"t1.a.b\" "})
    void variable_inQuotes_isReadWithoutThem(String value) throws IOException {
        set("YC_IAM_TOKEN=" + value);

        assertThat(chain().resolve()).isEqualTo(YandexCredentials.iamToken("t1.a.b"));
    }

    private List<String> warnings(boolean async, int times) {
        return CapturedLog.of(() -> {
                    CredentialsProvider<YandexCredentials> chain = chain();
                    for (int i = 0; i < times; i++) {
                        resolved(chain, async);
                    }
                })
                .stream()
                .filter(line -> line.startsWith("WARN"))
                .toList();
    }

    private static YandexCredentials resolved(CredentialsProvider<YandexCredentials> chain, boolean async) {
        try {
            return async ? chain.resolveAsync().join() : chain.resolve();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    private void set(String setting) throws IOException {
        String value = setting.substring(setting.indexOf('=') + 1);
        String path =
                switch (value) {
                    case "KEY" -> write("key.json", Keys.file("k", "sa", KEYS));
                    case "TOKEN" -> write("token", "jwt");
                    case "PEM" -> Keys.pkcs8(KEYS);
                    case "BASE64" -> Keys.pkcs8(KEYS).replaceAll("-----[A-Z ]+-----|\\s", "");
                    default -> value.startsWith("of:") ? write("token", value.substring(3)) : value;
                };
        variables.put(setting.substring(0, setting.indexOf('=')), path);
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(home.resolve(name), text).toString();
    }

    private CredentialsProvider<YandexCredentials> chain() {
        AtomicReference<CredentialsProvider<YandexCredentials>> connected = new AtomicReference<>();
        YandexDesktopClient.builder()
                .transport(transport)
                .timeSource(time)
                .credentials(connection -> {
                    connected.set(YandexCredentialsProviders.chain(
                                    new CredentialLookup(name -> null, variables::get, home), true)
                            .connect(connection));
                    return connected.get();
                })
                .build();
        return connected.get();
    }

    /** The machine has an account, and everybody else refuses. */
    private static HttpResponse answer(HttpRequest request) {
        boolean machine = request.uri().getHost().equals("169.254.169.254");
        String body = machine
                ? "{\"access_token\":\"t1.from.metadata\",\"expires_in\":3600}"
                : "{\"code\":16,\"message\":\"no\"}";
        return new HttpResponse(machine ? 200 : 401, HttpHeaders.empty(), body.getBytes(StandardCharsets.UTF_8));
    }
}
