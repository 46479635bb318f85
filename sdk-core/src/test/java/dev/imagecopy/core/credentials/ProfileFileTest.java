package dev.imagecopy.core.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.CredentialsException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileFileTest {
    private static final ProfileFile FILE = ProfileFile.parse(
            """
            before = the first section
            # comment
            [ basic ]
            AK = one=two
            ; comment
            empty =
            no value
            [Basic]
            ak = other
            [basic]
            sk=more
            """);

    @ParameterizedTest
    @CsvSource({
        "basic, ak, one=two",
        "basic, Ak, one=two",
        "basic, sk, more",
        "Basic, ak, other",
        "BASIC, ak, one=two",
        "basic, empty, ''",
        "basic, before, ''",
        "basic, no value, ''",
    })
    void section_isThatOfTheName(String section, String name, String value) {
        assertThat(FILE.section(section).orElseThrow().value(name).orElse("")).isEqualTo(value);
    }

    @Test
    void section_whenThereIsNone_isEmpty() {
        assertThat(FILE.section("none")).isEmpty();
        assertThat(ProfileFile.parse("").section("")).isEmpty();
    }

    @Test
    void file_whenItCannotBeRead_showsNoPath(@TempDir Path folder) {
        assertThatThrownBy(() -> ProfileFile.read(folder.resolve("canary"), "the credentials file"))
                .isInstanceOf(CredentialsException.class)
                .hasMessage("the credentials file does not exist")
                .hasNoCause();
        assertThatThrownBy(() -> ProfileFile.read(folder, "the credentials file"))
                .isInstanceOf(CredentialsException.class)
                .hasMessageStartingWith("the credentials file cannot be read: ")
                .hasMessageNotContaining(folder.toString());
        assertThatThrownBy(() -> SettingFile.named("canary\0", "TOKEN_FILE"))
                .isInstanceOf(CredentialsException.class)
                .hasMessageNotContaining("canary");
    }
}
