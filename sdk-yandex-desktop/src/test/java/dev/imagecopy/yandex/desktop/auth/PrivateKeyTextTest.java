package dev.imagecopy.yandex.desktop.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.http.HttpHeaders;
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
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Private keys with the text that the vendor and OpenSSL put around them, encoded, in their place and in those of others. */
class PrivateKeyTextTest {
    private static final KeyPair KEYS = Keys.rsa();
    private static final String PEM = Keys.pkcs8(KEYS);
    private static final String PUBLIC = Keys.publicPem(KEYS);
    private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";

    /** As the vendor writes it into the key's file. */
    private static final String VENDORS =
            "PLEASE DO NOT REMOVE THIS LINE! Yandex.Cloud SA Key ID <ajekey>\n" + PEM + "\n";

    private static final String OPENSSLS =
            "Bag Attributes\n    friendlyName: key\n    localKeyID: 01 02\nKey Attributes: <No Attributes>\n" + PEM;

    private final Map<String, String> environment = new HashMap<>();
    private final ManualTimeSource time = new ManualTimeSource();
    private final FakeTransport transport = new FakeTransport(time)
            .otherwise(request -> new HttpResponse(
                    200, HttpHeaders.empty(), "{\"iamToken\":\"t1.from.jwt\"}".getBytes(StandardCharsets.UTF_8)));

    @TempDir
    private Path folder;

    static Stream<String> texts() {
        return Stream.of(
                VENDORS,
                VENDORS.replace("\n", "\\n"),
                base64(VENDORS),
                Base64.getMimeEncoder().encodeToString(VENDORS.getBytes(StandardCharsets.UTF_8)),
                Base64.getMimeEncoder()
                        .encodeToString(VENDORS.getBytes(StandardCharsets.UTF_8))
                        .replace("\r\n", "\\n"),
                Base64.getUrlEncoder().withoutPadding().encodeToString(VENDORS.getBytes(StandardCharsets.UTF_8)),
                base64(VENDORS.replace("\n", "\r\n")),
                base64(VENDORS.replace("\n", "\\n")),
                base64("\ufeff" + VENDORS),
                Base64.getEncoder().encodeToString(VENDORS.getBytes(StandardCharsets.UTF_16LE)),
                base64(base64(VENDORS)),
                base64(base64(PEM)),
                base64("\n\n" + PEM),
                base64("# the key of the nightly copies\n\n" + PEM),
                OPENSSLS,
                base64(OPENSSLS),
                base64("Key Attributes: <No Attributes>\n" + PEM),
                CERTIFICATE + "\n" + PEM,
                PUBLIC + "\n" + PEM,
                base64(CERTIFICATE + "\n" + PEM));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void text_inItsVariable_signsIn(String text) {
        parts(text);

        for (boolean async : new boolean[] {false, true}) {
            assertThat(resolved(async)).isEqualTo(YandexCredentials.iamToken("t1.from.jwt"));
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void text_inAKeysFile_signsIn(String text) {
        environment.put("YC_SA_JSON_CREDENTIALS", key(text, ""));

        assertThat(resolved(false)).isEqualTo(YandexCredentials.iamToken("t1.from.jwt"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void text_inPlaceOfAFileOrItsContent_namesTheVariableThatTakesIt(String text) throws IOException {
        String kind = text.contains("-----BEGIN") ? "a PEM block" : "a PEM block in base64";
        environment.put("YC_SERVICE_ACCOUNT_KEY_FILE", text);
        environment.put("YC_SA_JSON_CREDENTIALS", text);

        assertThatThrownBy(() -> resolved(false))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("YC_SERVICE_ACCOUNT_KEY_FILE must be a path, but holds " + kind
                        + ", which belongs in YC_PRIVATE_KEY")
                .hasMessageContaining("YC_SA_JSON_CREDENTIALS must be an authorized key in JSON, but holds " + kind
                        + ", which belongs in YC_PRIVATE_KEY")
                .hasMessageNotContaining(text.substring(0, 20));

        Path file = Files.writeString(folder.resolve("key"), text.replace("\\n", "\n"));
        assertThatThrownBy(() -> AuthorizedKey.read(file))
                .hasMessageStartingWith("this is not an authorized key: an authorized key is a JSON file");
    }

    static Stream<Arguments> others() {
        String cut = base64(VENDORS).substring(0, 401);
        return Stream.of(
                Arguments.of(PUBLIC, "YC_PRIVATE_KEY holds a public key, not the private one"),
                Arguments.of(base64(PUBLIC), "YC_PRIVATE_KEY holds a public key, not the private one"),
                Arguments.of(
                        PUBLIC.replace("PUBLIC", "RSA PUBLIC"),
                        "YC_PRIVATE_KEY holds a public key, not the private one"),
                Arguments.of(PUBLIC.substring(0, 100), "YC_PRIVATE_KEY holds a public key, not the private one"),
                Arguments.of(CERTIFICATE, "YC_PRIVATE_KEY holds a certificate, not the private key"),
                Arguments.of(base64(CERTIFICATE), "YC_PRIVATE_KEY holds a certificate, not the private key"),
                Arguments.of(
                        "Bag Attributes\n\n" + CERTIFICATE, "YC_PRIVATE_KEY holds a certificate, not the private key"),
                Arguments.of(CERTIFICATE + "\n" + PEM.substring(0, 200), "YC_PRIVATE_KEY is not a complete PEM block"),
                Arguments.of(PEM.substring(0, 200), "YC_PRIVATE_KEY is not a complete PEM block"),
                Arguments.of(
                        PEM.replace("PRIVATE", "ENCRYPTED PRIVATE"),
                        "YC_PRIVATE_KEY must be an RSA key in PKCS#8, not encrypted"),
                Arguments.of(cut, "YC_PRIVATE_KEY holds a PEM block in base64, which is damaged or cut off"),
                Arguments.of(
                        VENDORS.lines().findFirst().orElseThrow(),
                        "YC_PRIVATE_KEY holds a PEM block, which is damaged or cut off"),
                Arguments.of("ssh-rsa AAAAB3NzaC1yc2E canary", "YC_PRIVATE_KEY holds no PEM block"),
                Arguments.of("AQVNcanary", "this is an API key, which Cloud Desktop does not accept"),
                Arguments.of("t1.canary_canary-canary.canary", "this is an IAM token, which belongs in YC_IAM_TOKEN"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void otherText_inPlaceOfAPrivateKey_isToldItsKind(String text, String reason) {
        parts(text);

        assertThatThrownBy(() -> resolved(false))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContainingAny("canary", "no token", text.substring(0, 8) + "x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"YC_KEY_ID", "YC_SERVICE_ACCOUNT_ID"})
    void privateKey_inPlaceOfAnId_namesBoth(String id) {
        for (String text : new String[] {PEM, base64(VENDORS)}) {
            parts("ajecanary");
            environment.put(id, text);

            assertThatThrownBy(() -> resolved(false))
                    .isInstanceOf(CredentialsException.class)
                    .hasMessageContaining(id + " and YC_PRIVATE_KEY are swapped: the first holds a PEM block")
                    .hasMessageNotContainingAny("canary", text.substring(30, 60));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[KEY]",
                "[\n  KEY\n]",
                "[[KEY]]",
                "{\"key\":KEY}",
                "{\"authorized_key\":KEY}",
                "{\n \"value\": [KEY]\n}",
                "{\"key\":{\"id\":\"k\",\"serviceAccountId\":\"sa\"},\"privateKey\":PEM}",
                "{\"key\":{\"id\":\"k\",\"service_account_id\":\"sa\"},\"private_key\":PEM}"
            })
    void key_thatIsAlone_isRead(String document) throws IOException {
        String text = document.replace("KEY", key(VENDORS, "")).replace("PEM", quoted(VENDORS));
        Path file = Files.writeString(folder.resolve("key.json"), text);
        for (String variable : new String[] {"YC_SERVICE_ACCOUNT_KEY_FILE", "YC_SA_JSON_CREDENTIALS"}) {
            for (String value : new String[] {file.toString(), text}) {
                environment.clear();
                environment.put(variable, value);
                assertThat(resolved(false)).isEqualTo(YandexCredentials.iamToken("t1.from.jwt"));
            }
        }
        environment.put("YC_SA_JSON_CREDENTIALS", base64(text));
        assertThat(resolved(true)).isEqualTo(YandexCredentials.iamToken("t1.from.jwt"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            []                                                          | this is a list: give one authorized key alone
            [KEY,KEY]                                                   | this is a list: give one authorized key alone
            {"keys":[KEY,KEY]}                                          | this is a list: give one authorized key alone
            {"sensitive":true,"value":KEY}                              | the authorized key has no id; it is inside another object: give that object alone
            {"id":"k","service_account_id":"sa"}                        | the authorized key has no private_key: yc iam key create writes it into the file of its --output
            {"id":"k","service_account_id":"sa","private_key":"","encrypted_private_key":"canary"} | the authorized key has no private_key, only an encrypted one (encrypted_private_key)
            """)
    void key_thatIsNotAlone_isRefused(String document, String reason) {
        environment.put("YC_SA_JSON_CREDENTIALS", document.replace("KEY", key(VENDORS, "")));

        assertThatThrownBy(() -> resolved(false))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("environment variable YC_SA_JSON_CREDENTIALS: " + reason + ";")
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @CsvSource({"'', true", "b1gfolder, false", "b1gother, true"})
    void key_asTerraformHasIt_isRead_andAnotherFolderIsNamed(String builders, boolean isTold) {
        environment.put(
                "YC_SA_JSON_CREDENTIALS",
                key(
                        VENDORS,
                        ",\"folder_id\":\"b1gfolder\",\"format\":\"PEM_FILE\",\"pgp_key\":null,"
                                + "\"key_fingerprint\":\"f\",\"encrypted_private_key\":null,\"keepers\":{\"a\":\"b\"},"
                                + "\"output_to_lockbox\":[],\"output_to_lockbox_version_id\":\"v\",\"cloud_id\":\"c\""));

        assertThat(CapturedLog.of(() -> resolved(false, builders)).stream().filter(line -> line.startsWith("WARN")))
                .hasSize(isTold ? 1 : 0)
                .allMatch(
                        line -> line.equals("WARN YandexDesktopClient ignores folder_id, which is set: name the folder"
                                + " in each request, and with YandexDesktopClient.Builder.folderId"));
    }

    private void parts(String privateKey) {
        environment.put("YC_KEY_ID", "k");
        environment.put("YC_SERVICE_ACCOUNT_ID", "sa");
        environment.put("YC_PRIVATE_KEY", privateKey);
    }

    private static String key(String privateKey, String more) {
        return "{\"id\":\"k\",\"service_account_id\":\"sa\",\"private_key\":" + quoted(privateKey) + more + "}";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r") + '"';
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private YandexCredentials resolved(boolean async) {
        return resolved(async, "");
    }

    /** What a client would use, without a call to the service. */
    @SuppressWarnings("try") // the client only connects the source
    private YandexCredentials resolved(boolean async, String folderId) {
        AtomicReference<CredentialsProvider<YandexCredentials>> connected = new AtomicReference<>();
        YandexDesktopClient.Builder builder = YandexDesktopClient.builder()
                .transport(transport)
                .timeSource(time)
                .credentials(connection -> {
                    connected.set(YandexCredentialsProviders.chain(
                                    new CredentialLookup(name -> null, environment::get, folder), false)
                            .connect(connection));
                    return connected.get();
                });
        try (YandexDesktopClient client = folderId.isEmpty()
                ? builder.build()
                : builder.folderId(folderId).build()) {
            return async
                    ? connected.get().resolveAsync().join()
                    : connected.get().resolve();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }
}
