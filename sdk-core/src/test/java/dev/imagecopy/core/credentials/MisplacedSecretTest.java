package dev.imagecopy.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.CredentialsException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets that somebody put where a path or an address belongs, and files that are none. */
class MisplacedSecretTest {
    private static final String JSON = "{\n \"id\": \"canary\", \"private_key\": \"canary\"}";
    private static final String PEM = "-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----";
    private static final String JWT = "eyJhbGciOiJSUzI1NiJ9.eyJjYW5hcnkiOiJjYW5hcnkifQ.canary";

    static Stream<Arguments> secrets() {
        return Stream.of(
                Arguments.of(JSON, "JSON"),
                Arguments.of("'" + JSON + "'", "JSON"),
                Arguments.of("\"" + JSON.replace("\"", "\\\"") + "\"", "JSON"),
                Arguments.of("\ufeff" + JSON, "JSON"),
                Arguments.of(PEM, "a PEM block"),
                Arguments.of("PLEASE KEEP SECRET\n" + PEM, "a PEM block"),
                Arguments.of(base64(JSON), "JSON in base64"),
                Arguments.of(Base64.getMimeEncoder().encodeToString(bytes(JSON)), "JSON in base64"),
                Arguments.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(JSON)), "JSON in base64"),
                Arguments.of(base64("\ufeff" + JSON), "JSON in base64"),
                Arguments.of(JWT, "a JSON web token"));
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void named_whenTheSettingHoldsTheSecretItself_saysSoAndShowsNone(String secret, String kind) {
        assertThat(MisplacedSecret.kind(secret)).isEqualTo(kind);
        assertThatThrownBy(() -> SettingFile.named(secret, "TOKEN_FILE"))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("TOKEN_FILE must be a path, but holds " + kind + ": put that into a file")
                .hasNoCause();
        assertThatThrownBy(() -> SettingFile.named(secret, "KEY_FILE", "KEY"))
                .hasMessage("KEY_FILE must be a path, but holds " + kind + ", which belongs into KEY");
        assertThatThrownBy(() -> SettingAddress.named(secret, "ADDRESS"))
                .isInstanceOf(CredentialsException.class)
                .hasMessageStartingWith("ADDRESS must be ")
                .hasMessageNotContaining("canary")
                .hasMessageNotContaining("eyJ")
                .hasNoCause();
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void read_ofAPathThatIsTheSecretItself_saysSoAndShowsNone(String secret, String kind) {
        assertThatThrownBy(() -> SettingFile.read(Path.of(secret), "the token file"))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("the token file must be named by a path, not by " + kind)
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/run/secrets/token",
                "C:\\keys\\key.json",
                "key.json",
                "",
                "eyJ",
                "eyJub3Q=/file",
                "https://agent.example/",
                "AAAAAAAAAAAAAAAAAAAA"
            })
    void kind_ofWhatMayBeAPathOrAnAddress_isNone(String text) {
        assertThat(MisplacedSecret.kind(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.attacker.example/canary",
                "http://169.254.attacker.example/canary",
                "http://canary.example/",
                "ftp://127.0.0.1/canary",
                "https://canary:canary@agent.example/",
                "https://agent.example/canary^",
                "canary"
            })
    void address_whereSecretsWouldTravelUnprotected_isRefusedAndNotShown(String address) {
        assertThatThrownBy(() -> SettingAddress.named(address, "ADDRESS"))
                .isInstanceOf(CredentialsException.class)
                .hasMessageStartingWith("ADDRESS ")
                .hasMessageNotContaining("canary")
                .hasNoCause();
        assertThat(SettingAddress.named("http://127.0.0.1:9/x", "ADDRESS")).hasToString("http://127.0.0.1:9/x");
    }

    @Test
    void read_ofAFileOfOneGibibyte_saysThatItIsTooLarge(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("large");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 30);
        }

        assertThatThrownBy(() -> SettingFile.read(file, "the token file"))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("the token file is larger than 1 MiB");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void read_ofAFileWithoutEnd_saysThatItIsTooLarge() {
        assertThatThrownBy(() -> SettingFile.token(Path.of("/dev/zero"), "the token file"))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("the token file is larger than 1 MiB");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
