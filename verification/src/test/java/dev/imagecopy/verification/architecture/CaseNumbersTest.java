package dev.imagecopy.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each case of a numbered list has a test: one with the tag of its list and number, such as {@code @Tag("FAULT-12")}. */
class CaseNumbersTest {
    @ParameterizedTest
    @CsvSource({
        "FAULT, '', 101", // the fault table; its tests are in all modules
        "SF, sdk-servicefabric, 30", // the edge cases that the research of a provider listed
        "YANDEX, sdk-yandex-desktop, 46"
    })
    void numberedCases_allHaveATestWithTheirTag(String list, String module, int last) {
        Pattern tag = Pattern.compile("@Tag\\(\"" + list + "-([0-9]+)\"\\)");
        TreeSet<Integer> tested = Sources.javaFiles().stream()
                .filter(file -> file.toString()
                        .replace('\\', '/')
                        .contains((module.isEmpty() ? "" : "/" + module) + "/src/test/"))
                .flatMap(file -> tag.matcher(text(file)).results())
                .map(found -> Integer.valueOf(found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(tested)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, last).boxed().toList());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
