package dev.imagecopy.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The edge cases that the research of a provider listed are all tests, whose names begin with their numbers. */
class EdgeCaseNumbersTest {
    private static final Pattern TEST = Pattern.compile("void cases?((?:And|To)?[0-9]+)+_");
    private static final Pattern NUMBER = Pattern.compile("(To|)([0-9]+)");

    @ParameterizedTest
    @CsvSource({"sdk-servicefabric, 30", "sdk-yandex-desktop, 46"})
    void edgeCases_areAllTestsByTheirNumbers(String module, int last) {
        Set<Integer> tested = new TreeSet<>();
        Sources.javaFiles().stream()
                .filter(file -> file.toString().replace('\\', '/').contains("/" + module + "/src/test/"))
                .forEach(file -> TEST.matcher(text(file)).results().forEach(name -> collect(name, tested)));

        assertThat(tested)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, last).boxed().toList());
    }

    private static void collect(MatchResult name, Set<Integer> tested) {
        int before = 0;
        for (MatchResult number : NUMBER.matcher(name.group()).results().toList()) {
            int one = Integer.parseInt(number.group(2));
            IntStream.rangeClosed(number.group(1).isEmpty() ? one : before, one).forEach(tested::add);
            before = one;
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
