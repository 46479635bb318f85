package dev.imagecopy.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Settings are read by the constants that declare them, so that the documentation and the tests that look for secrets know of
 * each. Only the place where all of them come from, and the hooks for tests, name the environment.
 */
class SettingNamesTest {
    private static final Pattern BY_TEXT = Pattern.compile(
            "\\.(value|required|isOn|lookUp)\\(\\s*\"[^\"]*\"\\s*\\)|System\\.getenv\\(|System\\.getProperty\\(");

    @Test
    void providers_readNoSettingByATextOfTheirOwn() {
        List<Path> files = Sources.javaFiles().stream()
                .filter(file -> file.toString()
                        .matches(".*/sdk-(servicefabric|huawei-ims|yandex-desktop|alibaba-ecs)/src/main/.*"))
                .filter(file -> !file.endsWith("EndpointOverrides.java")) // the home folder
                .toList();

        assertThat(files).hasSizeGreaterThan(100);
        assertThat(files.stream().filter(file -> BY_TEXT.matcher(read(file)).find()))
                .isEmpty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
