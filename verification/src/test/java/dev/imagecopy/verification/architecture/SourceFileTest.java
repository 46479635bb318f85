package dev.imagecopy.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be told of a file without compiling it. */
class SourceFileTest {
    private static final int MOST_LINES = 350;
    private static final Pattern NOT_CODE = Pattern.compile("\\s*(\\*.*|/\\*.*|//.*|import .*)?");
    private static final Pattern EMPTY_NAMES =
            Pattern.compile(".*(Util|Utils|Helper|Helpers|Manager|Common|Misc)\\.java");
    private static final Pattern UNFINISHED =
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b|@Dis" + "abled|Thread\\.sle" + "ep\\(");

    private final List<Path> files = Sources.javaFiles();

    @Test
    void files_haveAtMost350LinesOfCode() {
        assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(codeLines(file))
                .isLessThanOrEqualTo(MOST_LINES));
    }

    @Test
    void files_areNamedAfterWhatTheyDo() {
        assertThat(files).noneMatch(file -> EMPTY_NAMES.matcher(file.toString()).matches());
    }

    @Test
    void files_holdNoUnfinishedSwitchedOffOrSleepingCode() {
        assertThat(files).allSatisfy(file -> assertThat(lines(file))
                .noneMatch(line -> UNFINISHED.matcher(line).find()));
    }

    private static long codeLines(Path file) {
        return lines(file).stream()
                .filter(line -> !NOT_CODE.matcher(line).matches())
                .count();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
