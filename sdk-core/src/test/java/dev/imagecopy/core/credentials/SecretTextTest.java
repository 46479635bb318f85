package dev.imagecopy.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.spi.Checks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the place of a token or a secret and cannot be one. */
class SecretTextTest {
    private static final String PLACEHOLDER = "holds a placeholder in place of the value";
    private static final String ADDRESS = "holds an address";
    private static final String PATH = "holds the path of a file";
    private static final String HIDDEN = "holds characters that cannot be seen, such as zero-width spaces";
    private static final String NAMED = "holds the name of a header or setting before the value: give the value alone";
    private static final String ENCODED = "is percent-encoded";
    private static final String TWICE = "is in base64 once more";
    private static final String TOKEN = "t1.9euelZqcanary.mnopqrstuvwxyz0123456789";

    static Stream<Arguments> flaws() {
        return Stream.of(
                Arguments.of("<" + TOKEN + ">", PLACEHOLDER),
                Arguments.of("<your token>", PLACEHOLDER),
                Arguments.of("${YC_TOKEN}", PLACEHOLDER),
                Arguments.of("$YC_TOKEN", PLACEHOLDER),
                Arguments.of("%YC_TOKEN%", PLACEHOLDER),
                Arguments.of("$(yc iam create-token)", PLACEHOLDER),
                Arguments.of("{{ secrets.TOKEN }}", PLACEHOLDER),
                Arguments.of("${{ secrets.TOKEN }}", PLACEHOLDER),
                Arguments.of("__TOKEN__", PLACEHOLDER),
                Arguments.of("{your sk string}", PLACEHOLDER),
                Arguments.of("{access_key-secret}", PLACEHOLDER),
                Arguments.of("null", PLACEHOLDER),
                Arguments.of("\"None\"", PLACEHOLDER),
                Arguments.of("undefined", PLACEHOLDER),
                Arguments.of("your-access-key-secret", PLACEHOLDER),
                Arguments.of("your token", PLACEHOLDER),
                Arguments.of("YOUR_TOKEN", PLACEHOLDER),
                Arguments.of("***", PLACEHOLDER),
                Arguments.of("X".repeat(8), PLACEHOLDER),
                Arguments.of("changeme", PLACEHOLDER),
                Arguments.of("[REDACTED]", PLACEHOLDER),
                Arguments.of("[your access key]", PLACEHOLDER),
                Arguments.of("(sensitive value)", PLACEHOLDER),
                Arguments.of("\u00abtoken\u00bb", PLACEHOLDER),
                Arguments.of("**REDACTED**", PLACEHOLDER),
                Arguments.of("DATA+OMITTED", PLACEHOLDER),
                Arguments.of("LTAI5t********canary", PLACEHOLDER),
                Arguments.of("LTAI5txxxxxxxxxxxx", PLACEHOLDER),
                Arguments.of("xxxx-xxxx-xxxx", PLACEHOLDER),
                Arguments.of("t1.9euelZqcanary...", PLACEHOLDER),
                Arguments.of("t1.9euelZq\u2026canary", PLACEHOLDER),
                Arguments.of("replace-me", PLACEHOLDER),
                Arguments.of("REPLACE_WITH_TOKEN", PLACEHOLDER),
                Arguments.of("insert-token-here", PLACEHOLDER),
                Arguments.of("paste_token_here", PLACEHOLDER),
                Arguments.of("canary-${TOKEN}", PLACEHOLDER),
                Arguments.of("canary{{ .Values.key }}", PLACEHOLDER),
                Arguments.of("$(cat /run/canary)x", PLACEHOLDER),
                Arguments.of("LTAI<canary>", PLACEHOLDER),
                Arguments.of(
                        "ENC[AES256_GCM,data:canary=,iv:canary=,tag:canary==,type:str]",
                        "holds a value that sops has encrypted: give the decrypted one"),
                Arguments.of(
                        "$ANSIBLE_VAULT;1.1;AES256\n6338canary",
                        "holds a value that Ansible Vault has encrypted: give the decrypted one"),
                Arguments.of("vault:v1:canary", "holds a value that Vault has encrypted: give the decrypted one"),
                Arguments.of("{cipher}canary", "holds a value that Spring has encrypted: give the decrypted one"),
                Arguments.of("\u201c" + TOKEN + "\u201d", "has typographic quotes (U+201C): only \" and ' are removed"),
                Arguments.of(
                        "{\"type\": \"service_account\", \"client_email\": \"canary\"}",
                        "holds the key of a service account of Google Cloud, which is no token"),
                Arguments.of(
                        "apiVersion: v1\nkind: Secret\ndata:\n  token: canary",
                        "holds a Kubernetes Secret manifest, which is no token"),
                Arguments.of("https://canary.example/token", ADDRESS),
                Arguments.of("op://canary/item", ADDRESS),
                Arguments.of("/run/secrets/canary", PATH),
                Arguments.of("@/run/secrets/canary", PATH),
                Arguments.of("~/canary", PATH),
                Arguments.of("./canary", PATH),
                Arguments.of("C:\\canary\\x", PATH),
                Arguments.of("file:/canary", PATH),
                Arguments.of("canary.json", PATH),
                Arguments.of("/Users/MyName/canary.txt", PATH),
                Arguments.of("Bearer " + TOKEN, "begins with the word Bearer: give the token alone"),
                Arguments.of("Bearer%20" + TOKEN, "begins with the word Bearer: give the token alone"),
                Arguments.of("Bearer" + TOKEN, "begins with the word Bearer: give the token alone"),
                Arguments.of("BearereyJcanary", "begins with the word Bearer: give the token alone"),
                Arguments.of("authorization=Bearer " + TOKEN, "begins with the word Bearer: give the token alone"),
                Arguments.of(
                        "-H 'Authorization: Bearer " + TOKEN + "'",
                        "begins with the word Bearer: give the token alone"),
                Arguments.of("IAM " + TOKEN, "begins with the word IAM: give the token alone"),
                Arguments.of("X-YaCloud-SubjectToken: " + TOKEN, NAMED),
                Arguments.of("x-auth-token:" + TOKEN, NAMED),
                Arguments.of("Authorization: " + TOKEN, NAMED),
                Arguments.of("iam_token: " + TOKEN, NAMED),
                Arguments.of("YC_TOKEN=" + TOKEN, NAMED),
                Arguments.of("export YC_TOKEN=" + TOKEN, NAMED),
                Arguments.of("CAIS8wF1q6Ft5B2yfSjIr5f%2BCanary%3D", ENCODED),
                Arguments.of(base64(TOKEN), TWICE),
                Arguments.of(base64(TOKEN + "\n"), TWICE),
                Arguments.of("t1.can\u200bary", HIDDEN),
                Arguments.of("t1.can\u00adary", HIDDEN),
                Arguments.of("t1.can\u2060ary", HIDDEN),
                Arguments.of("t1.can\u00a0ary", HIDDEN),
                Arguments.of("t1.can\ufeffary", HIDDEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"%s\"", "'%s'", " '%s'\n", "\ufeff\"%s\"\r\n", "\u200b%s\u200b"})
    void token_ofAFileInOnePairOfQuotes_isTheTokenAlone(String written, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), String.format(written, TOKEN));

        assertThat(SettingFile.token(file, "the token file")).isEqualTo(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"%s", "%s'", "''%s''", "`%s`"})
    void token_ofAFileInOtherQuotes_isRefused(String written, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), String.format(written, TOKEN));

        assertThatThrownBy(() -> SettingFile.token(file, "the token file"))
                .isInstanceOf(CredentialsException.class)
                .hasMessageStartingWith("the token file holds a token with a quote before or behind it")
                .hasMessageNotContaining(TOKEN);
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void flaw_ofWhatCannotBeASecret_saysWhatItIs(String text, String flaw, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), text);

        assertThat(SecretText.flaw(text)).isEqualTo(flaw);
        assertThat(violation(text, true)).isEqualTo("x " + flaw);
        assertThat(violation(text, false))
                .isEqualTo("x "
                        + flaw.replace("the token alone", "the secret alone")
                                .replace("which is no token", "which is no secret"));
        assertThatThrownBy(() -> SettingFile.token(file, "the token file"))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("the token file " + flaw);
        assertThatThrownBy(() -> SuppliedToken.of(() -> text))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining("a text that " + flaw)
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TOKEN,
                "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJLcTdadEIzbVd4OVBkTDJzVmg4In0.Kq7ZtB3mWx9PdL2sVh8RfG5jNc4YbT6u",
                "CAIS8wF1q6Ft5B2yfSjIr5fFGsn+17Z0/ZqdTkP3jVMPStdOtKzM0jz2IHxNdHZqAuwXs/syn2pX7P0elrx0TJtDHhSr+cqVPsvQNgQkPDk=",
                "/8wF1q6Ft5B2yfSjIr5fFGsn/17Z0ZqdTkP3jVMPStdOtKzM0jz2IHxNdHZqAuwXs",
                "MIIEvQIBADANBgkqkq7ZtB3mWx9PdL2sVh8RfG5jNc4YbT6uXa1EoM0i",
                "Kq7ZtB3mWx9PdL2sVh8RfG5jNc4YbT",
                "0123456789abcdef0123456789abcdef01234567",
                "a.b.c",
                "token",
                "secret",
                "abc==",
                "yourself",
                "here",
                "there-",
                "insertion",
                "a..b",
                "xxAxx",
                "YourAccessKeySecret",
                "y"
            })
    void flaw_ofWhatMayBeASecret_isNone(String text) {
        assertThat(SecretText.flaw(text)).isEmpty();
        assertThat(violation(text, true)).isEmpty();
        assertThat(violation(text, false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "für", "a\tb"})
    void secretOfAKey_thatIsNotOneWordOfAscii_isRefused(String text) {
        assertThat(violation(text, false)).isEqualTo("x must be visible ASCII without spaces");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "\"SECRET, a quote before or behind it",
                "SECRET\", a quote before or behind it",
                "'SECRET, a quote before or behind it",
                "`SECRET`, a quote before or behind it",
                "\"\"\"SECRET\"\"\", a quote before or behind it",
                "|SECRET,|, |',' behind it, as in a list or a program|",
                "SECRET;, |';' behind it, as in a list or a program|",
                "SECRET\\, |'\\' behind it, as in a list or a program|"
            })
    void text_withWhatIsLeftAroundIt_isRefused(String form, String why) {
        String text = form.replace("SECRET", "Kq7ZtB3mWx9PdL2sVh8RfG5jNc4YbTaB");

        assertThat(violation(text, false)).isEqualTo("x has " + why);
        assertThat(violation(text, true)).isEqualTo("x has " + why);
        assertThat(SecretText.isWord(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer abc, Bearer",
        "bearer  abc, Bearer",
        "'\"Api-Key abc\"', Api-Key",
        "ApiKey abc, Api-Key",
        "OAuth y0_abc, OAuth",
        "Basic abc, Basic",
        "Authorization: Bearer abc, Bearer",
        "authorization = Bearer abc, Bearer",
        "Bearer: abc, Bearer",
        "Token abc, Token",
        "bearerabc, ''",
        "iamabc, ''",
        "t1.abc, ''"
    })
    void scheme_isTheWordBeforeAToken(String text, String scheme) {
        assertThat(SecretText.scheme(text)).isEqualTo(scheme);
    }

    private static String violation(String text, boolean isToken) {
        Checks checks = Checks.of("it");
        if (isToken) {
            SecretText.checkToken(checks, "x", text);
        } else {
            SecretText.checkSecret(checks, "x", text);
        }
        return String.join("; ", checks.violations());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {TOKEN + "\n", TOKEN + "\r\n", " " + TOKEN, TOKEN + "\t"})
    void token_withBlanksAroundIt_isTakenFromFilesAndSuppliersOnly(String text, @TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("token"), text);
        NamedSettings settings = name -> text;

        assertThat(SettingFile.token(file, "the token file")).isEqualTo(TOKEN);
        assertThat(settings.value("TOKEN")).contains(TOKEN);
        assertThat(SuppliedToken.of(() -> text).reveal()).isEqualTo(TOKEN);
        assertThat(violation(text, true)).isEqualTo("x has a space or a line end before or behind it");
        assertThat(violation(text, false)).isEqualTo("x has a space or a line end before or behind it");
    }
}
