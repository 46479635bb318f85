package dev.imagecopy.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.CredentialsException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths and files as people write them, which only a shell or an editor would understand. */
class WrittenPathTest {
    @TempDir
    private Path folder;

    @Test
    void path_thatIsAFileUri_isRead() throws IOException {
        Path file = Files.writeString(folder.resolve("a key"), "token");

        for (String uri : new String[] {
            file.toUri().toString(),
            "file:" + file.toUri().getPath().replace(" ", "%20"),
            "FILE://localhost" + file.toUri().getRawPath()
        }) {
            assertThat(SettingFile.named(uri, "KEY_FILE")).as(uri).isEqualTo(file);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "file:canary, KEY_FILE is a file: URI that names no file of this machine",
        "file://canary/key, KEY_FILE is a file: URI that names no file of this machine",
        "$HOME/canary, 'KEY_FILE contains a variable or ~, which only a shell replaces: write the whole path'",
        "${HOME}/canary, 'KEY_FILE contains a variable or ~, which only a shell replaces: write the whole path'",
        "/home/$USER/canary, 'KEY_FILE contains a variable or ~, which only a shell replaces: write the whole path'",
        "%USERPROFILE%/canary, 'KEY_FILE contains a variable or ~, which only a shell replaces: write the whole path'",
        "~canary/key, 'KEY_FILE contains a variable or ~, which only a shell replaces: write the whole path'",
        "https://canary.example/key, 'KEY_FILE must be a path, but is an address'",
        "s3://canary/key, 'KEY_FILE must be a path, but is an address'"
    })
    void path_thatOnlyAShellUnderstands_saysSo(String path, String reason) {
        assertThatThrownBy(() -> SettingFile.named(path, "KEY_FILE"))
                .isInstanceOf(CredentialsException.class)
                .hasMessage(reason)
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$key", "a~b", "~key"})
    void path_ofAFileWithSuchAName_isRead(String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "token");

        assertThat(SettingFile.named(file.toString(), "KEY_FILE")).isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"~/canary/none", "$HOME/canary", "~canary/none"})
    void pathOfAnArgument_thatOnlyAShellUnderstands_saysSo(String path) {
        assertThatThrownBy(() -> SettingFile.read(Path.of(path), "the token file"))
                .isInstanceOf(CredentialsException.class)
                .hasMessage(
                        "the token file does not exist; its path contains a variable or ~, which only a shell replaces");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void file_inAnEncodingWithoutItsMark_namesTheEncoding(String encoding) throws IOException {
        Path file = Files.write(folder.resolve("file"), "[default]\nak = canary\n".getBytes(Charset.forName(encoding)));

        for (boolean named : new boolean[] {true, false}) {
            assertThatThrownBy(() -> new ToolFile(file, "the credentials file", named).read())
                    .isInstanceOf(CredentialsException.class)
                    .hasMessage("the credentials file is in " + encoding.substring(0, 6)
                            + " without a byte order mark: save it in UTF-8");
        }
        assertThatThrownBy(() -> SettingFile.read(file, "the token file"))
                .hasMessageContaining("without a byte order mark");
    }

    @Test
    void file_inUtf16WithItsMark_isRead() throws IOException {
        Path file = Files.write(folder.resolve("file"), "\ufefftoken".getBytes(StandardCharsets.UTF_16LE));

        assertThat(SettingFile.token(file, "the token file")).isEqualTo("token");
    }
}
