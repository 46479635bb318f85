package dev.imagecopy.alibaba.ecs.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.testing.ManualTimeSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that print keys, in folders and in words that people have. */
@EnabledOnOs({OS.LINUX, OS.MAC}) // a program that is there and prints a file is another one there
class ExternalProgramTest {
    private final ManualTimeSource time = new ManualTimeSource();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            a b  c                              | [a, b, c]
            "/opt/my tool/keys" --of "a b"      | [/opt/my tool/keys, --of, a b]
            'C:\\Program Files\\keys.exe' -x    | [C:\\Program Files\\keys.exe, -x]
            "C:\\Program Files\\keys.exe" -x    | [C:\\Program Files\\keys.exe, -x]
            keys --name="a b" --json={"a":"b"}  | [keys, --name=a b, --json={"a":"b"}]
            keys "say \\"hi\\"" it's            | [keys, say "hi", it's]
            keys "" x                           | [keys, , x]
            keys {"a":"b"}                      | [keys, {"a":"b"}]
            """)
    void words_areThoseThatPeopleMean(String line, String words) {
        assertThat(CommandLine.words(line)).hasToString(words);
    }

    @Test
    void program_whosePathAndArgumentsHoldBlanks_isRun() throws Exception {
        Path tool = Files.createDirectories(folder.resolve("my tools")).resolve("print");
        Files.createSymbolicLink(tool, Path.of("/bin/cat"));

        assertThat(program('"' + tool.toString() + "\" '"
                        + printed("a key", "\"access_key_id\":\"a\",\"access_key_secret\":\"s\"") + "'"))
                .isEqualTo(AlibabaCredentials.accessKey("a", "s"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "sts_token":"t"                                                            | t  | ``
            "mode":"AK","sts_token":"t"                                                | t  | ``
            "mode":"StsToken","sts_token":"t","expiration":"2026-01-01T01:00:00Z"      | t  | 2026-01-01T01:00:00Z
            "sts_token":"t","expiration":"2026-01-01T01:00:00Z"                        | t  | 2026-01-01T01:00:00Z
            "sts_token":"t","sts_expiration":1767229200                                | t  | 2026-01-01T01:00:00Z
            "sts_token":"t","expiration":"1767229200"                                  | t  | 2026-01-01T01:00:00Z
            "sts_token":"t","sts_expiration":0                                         | t  | ``
            "sts_token":"t","sts_expiration":1767229200000                             | t  | 2026-01-01T01:00:00Z
            "expiration":"2026-01-01T01:00:00Z"                                        | `` | 2026-01-01T01:00:00Z
            """)
    void key_withATokenOrAnEnd_isATemporaryOne(String more, String token, String end) throws Exception {
        AlibabaCredentials key =
                program("/bin/cat " + printed("key", "\"access_key_id\":\"a\",\"access_key_secret\":\"s\"," + more));

        assertThat(key.accessKeyId()).isEqualTo("a");
        assertThat(key.securityToken().map(secret -> secret.reveal()).orElse(""))
                .isEqualTo(token);
        assertThat(key.expiresAt().map(Instant::toString).orElse("")).isEqualTo(end);
    }

    @Test
    void key_inUtf16_asSomeShellsPrintIt_isRead() throws Exception {
        Path file = folder.resolve("utf16");
        Files.write(
                file,
                "\ufeff{\"access_key_id\":\"a\",\"access_key_secret\":\"s\"}".getBytes(StandardCharsets.UTF_16LE));

        assertThat(program("/bin/cat " + file)).isEqualTo(AlibabaCredentials.accessKey("a", "s"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "mode":"RamRoleArn","ram_role_arn":"canary" | a mode other than AK and StsToken
            "expiration":"2025-12-31T23:59:59Z"         | a key that has ended
            "sts_expiration":1                          | a key that has ended
            "expiration":"canary"                       | must be a number of seconds
            """)
    void key_thatCannotBeUsed_saysWhyAndShowsNothing(String more, String reason) throws Exception {
        String command =
                "/bin/cat " + printed("key", "\"access_key_id\":\"a\",\"access_key_secret\":\"canary\"," + more);

        assertThatThrownBy(() -> program(command))
                .isInstanceOf(CredentialsException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/no/such/canary", "/bin/cat /no/canary", "{\"access_key_secret\":\"canary\"}", "\"\""})
    void command_thatCannotBeRun_isNotShown(String command) {
        assertThatThrownBy(() -> program(command))
                .isInstanceOf(CredentialsException.class)
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    private AlibabaCredentials program(String command) {
        return new ExternalProgram(command, time).resolve();
    }

    private Path printed(String name, String members) throws Exception {
        return Files.writeString(folder.resolve(name), "{" + members + "}");
    }
}
