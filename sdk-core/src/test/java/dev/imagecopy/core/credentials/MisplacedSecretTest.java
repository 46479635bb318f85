package dev.imagecopy.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.CredentialsException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
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
                Arguments.of(base64(base64(JSON)), "JSON in base64"),
                Arguments.of(base64(JSON.getBytes(StandardCharsets.UTF_16LE)), "JSON in base64"),
                Arguments.of(base64(JSON.getBytes(StandardCharsets.UTF_16)), "JSON in base64"),
                Arguments.of(URLEncoder.encode(JSON, StandardCharsets.UTF_8), "JSON"),
                Arguments.of(base64(PEM), "a PEM block in base64"),
                Arguments.of(base64("PLEASE DO NOT REMOVE THIS LINE! <canary>\n" + PEM), "a PEM block in base64"),
                Arguments.of(base64("Bag Attributes\n  canary: 1\n" + PEM), "a PEM block in base64"),
                Arguments.of(base64("# canary\n\n" + PEM), "a PEM block in base64"),
                Arguments.of(base64(base64(PEM)), "a PEM block in base64"),
                Arguments.of("PLEASE DO NOT REMOVE THIS LINE! canary", "a PEM block"),
                Arguments.of("[" + JSON + "]", "JSON"),
                Arguments.of("[\n  " + JSON + "\n]", "JSON"),
                Arguments.of(base64("[ " + JSON + "]"), "JSON in base64"),
                Arguments.of("Kq7ZtB3mWx9PdL2sVh8RfG5jNc4YbT", "an access key's secret"),
                Arguments.of("'Kq7ZtB3mWx9PdL2sVh8RfG5jNc4YbT6uXa1EoM0i'", "an access key's secret"),
                Arguments.of("bA9fKe3SecRet0Zx7Qw8Er5Ty6Ui1ObA9fKe3SecX", "an access key's secret"),
                Arguments.of("bA9fKe3SecRet0Zx7Qw8Er5Ty6Ui1ObA9fKe3SecX7Y", "an access key's secret"),
                Arguments.of("GVMhqr9S72Vgj8bU7gvDXkdgae27DKG7uXMeQKDH74f", "an access key's secret"),
                Arguments.of("GVMhqr9S72Vgj8bU7gvDXkdgae27DKG7uXMeQKDH74f9", "an access key's secret"),
                Arguments.of("MIIEvQIBADANBgkqhkiG" + "canary".repeat(20), "a key or a token in base64"),
                Arguments.of("'MIGHAgEAMBMGByqGSM49" + "canary".repeat(20) + "=='", "a key or a token in base64"),
                Arguments.of(JWT, "a JSON web token"),
                Arguments.of("eyJhbGciOiJub25lIn0.eyJjYW5hcnkiOiJjYW5hcnkifQ.", "a JSON web token"),
                Arguments.of(JWT.substring(0, JWT.lastIndexOf('.') + 1), "a JSON web token that is cut off"),
                Arguments.of(JWT.substring(0, JWT.lastIndexOf('.')), "a JSON web token that is cut off"),
                Arguments.of(JWT.substring(0, JWT.indexOf('.') + 9), "a JSON web token that is cut off"));
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
                .hasMessage("KEY_FILE must be a path, but holds " + kind + ", which belongs in KEY");
        assertThatThrownBy(() -> SettingAddress.named(secret, "ADDRESS"))
                .isInstanceOf(CredentialsException.class)
                .hasMessageStartingWith("ADDRESS must be ")
                .hasMessageNotContaining("canary")
                .hasMessageNotContaining("eyJ")
                .hasMessageContaining(kind)
                .hasNoCause();
        assertThatThrownBy(() -> SettingAddress.named(secret, "ADDRESS", "KEY"))
                .hasMessage("ADDRESS must be an address, but holds " + kind + ", which belongs in KEY");
        assertThatThrownBy(() -> SettingAddress.host(secret, "ADDRESS"))
                .hasMessage("ADDRESS must be an address, but holds " + kind);
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
                "AAAAAAAAAAAAAAAAAAAA",
                "LTAI5tAbCdEfGhIjKlMnOpQr",
                "0123456789abcdef0123456789abcdef01234567",
                "Snapshot9e107d9d372bb6826bd81d3542a419d6",
                "9e107d9d372bb6826bd81d3542a419d6Snapshot",
                "Archived9E107D9D372BB6826BD81D3542A419D6",
                "Golden5f3c2a9be4b0c7d8e9f01234",
                "{0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0}",
                "{0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0}/key.json",
                "{0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0}\\\\key.json",
                "My-Credentials-File-Of-November-2026-v01",
                "W2K19R2SP1EnterpriseX64BuildV2Rev3Final5",
                "Win2022Std21H2X64HyperVGen2v1R2KB5031364Q4",
                "RHEL9MySQL8x64NodeJS20IPv6Gen2",
                "ShanghaiFuwuqiJingxiang2026V2RC1W2K22Std4x",
                "Rechnungsserver2026Zweigstelle4Muenchen7",
                "SnapshotOfGVMhqr9S72Vgj8bU7gvDXkdgae27DKG7uXMeQKDH74f9",
                "PLEASE DO NOT DELETE: the golden image"
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

    @ParameterizedTest
    @CsvSource({
        "sts.cn-hangzhou.aliyuncs.com, https://sts.cn-hangzhou.aliyuncs.com",
        "https://iam.eu-west-101.myhuaweicloud.eu/v3, https://iam.eu-west-101.myhuaweicloud.eu",
        "localhost:8080, https://localhost:8080",
        "http://127.0.0.1:9, http://127.0.0.1:9"
    })
    void host_isTakenWithASchemeOrWithout(String text, String address) {
        assertThat(SettingAddress.host(text, "ENDPOINT")).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary",
                "http://canary.example",
                "https://a.example/?canary=1",
                "https://canary@a.example",
                "a b.canary"
            })
    void host_thatIsNone_isRefusedAndNotShown(String text) {
        assertThatThrownBy(() -> SettingAddress.host(text, "ENDPOINT"))
                .isInstanceOf(CredentialsException.class)
                .hasMessageStartingWith("ENDPOINT ")
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "https://Kq7ZtB3mWx9PdL2sVh8RfG5jNc4YbT/x, an access key's secret",
        "https://a.example/v1/Kq7ZtB3mWx9PdL2sVh8RfG5jNc4YbT, an access key's secret",
        "https://eyJhbGciOiJSUzI1NiJ9.eyJjYW5hcnkiOiJjYW5hcnkifQ.canary, a JSON web token",
        "https://a.example/v1, ''"
    })
    void kindIn_anAddress_looksAtTheHostAndEachPartOfThePath(URI address, String kind) {
        assertThat(MisplacedSecret.kindIn(address)).isEqualTo(kind);
    }

    @Tag("FAULT-101")
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

    @Tag("FAULT-101")
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void read_ofAFileWithoutEnd_saysThatItIsTooLarge() {
        assertThatThrownBy(() -> SettingFile.token(Path.of("/dev/zero"), "the token file"))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("the token file is larger than 1 MiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void read_ofAFileBehindAByteOrderMark_givesTheTextAlone(String encoding, @TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("file"), "\ufeffa token".getBytes(encoding));

        assertThat(SettingFile.read(file, "the file")).isEqualTo("a token");
    }

    @Test
    void read_ofAFileInAnotherEncoding_keepsWhatIsAscii(@TempDir Path folder) throws IOException {
        Path latin = Files.write(folder.resolve("latin"), "key # für alle".getBytes(StandardCharsets.ISO_8859_1));
        Path chinese = Files.write(folder.resolve("chinese"), "key # 默认凭证".getBytes("GBK"));

        assertThat(SettingFile.read(latin, "the file")).isEqualTo("key # für alle");
        assertThat(SettingFile.read(chinese, "the file")).startsWith("key # ");
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void token_ofAFileThatHoldsAKey_saysSo(String secret, String kind, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), secret);

        if (kind.endsWith("cut off")) {
            assertThatThrownBy(() -> SettingFile.token(file, "the token file"))
                    .hasMessage("the token file holds " + kind);
        } else if (kind.startsWith("JSON") || kind.startsWith("a PEM")) {
            assertThatThrownBy(() -> SettingFile.token(file, "the token file"))
                    .hasMessage("the token file holds " + kind + ", which is no token");
        } else {
            assertThat(SettingFile.token(file, "the token file")).isEqualTo(Quotes.removed(secret));
        }
    }

    @Test
    void token_behindTheWordOfAHeader_saysSo(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "Bearer " + JWT);

        assertThatThrownBy(() -> SettingFile.token(file, "the token file"))
                .hasMessage("the token file begins with the word Bearer: give the token alone");
    }

    private static String base64(String text) {
        return base64(bytes(text));
    }

    private static String base64(byte[] text) {
        return Base64.getEncoder().encodeToString(text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
