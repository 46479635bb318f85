package dev.imagecopy.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTextTest {
    @Test
    void clean_leavesVisibleTextAsItIs() {
        assertThat(TerminalText.clean("image-1 'größer' 镜像 (5 %)")).isEqualTo("image-1 'größer' 镜像 (5 %)");
    }

    @Test
    void clean_showsEveryControlAndFormatCharacterByItsNumber() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String clean = TerminalText.clean("a" + Character.toString(c) + "b");

            assertThat(clean.codePoints()).as("U+%04x", c).noneMatch(TerminalTextTest::isDangerous);
            assertThat(clean).as("U+%04x", c).startsWith("a").endsWith("b").hasSizeGreaterThan(2);
        }
    }

    private static boolean isDangerous(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\t", "\u0085", "\u2028", "\u2029", "\u00a0", "\u3000"})
    void clean_turnsLineBreaksAndWideSpacesIntoSpaces(String white) {
        assertThat(TerminalText.clean("a" + white + "b")).isEqualTo("a b");
    }

    @Test
    void clean_disarmsEscapeSequencesAndReordering() {
        assertThat(TerminalText.clean("\u001b]0;title\u0007\u202egnp.exe"))
                .isEqualTo("\\u{1b}]0;title\\u{7}\\u{202e}gnp.exe");
    }

    @Test
    void columns_countsWideCharactersTwiceAndColorsNotAtAll() {
        assertThat(TerminalText.columns("a镜像")).isEqualTo(5);
        assertThat(TerminalText.columns(Style.BAD.on("abc", true))).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "golden-image-2026-11-29, 24, golden-image-2026-11-29",
        "golden-image-2026-11-29, 15, golden-..-11-29",
        "镜像镜像镜像, 7, 镜..像",
        "golden, 2, go",
        "golden, 0, ''"
    })
    void fit_cutsTheMiddle(String text, int most, String expected) {
        assertThat(TerminalText.fit(text, most)).isEqualTo(expected);
    }

    @Test
    void wrap_breaksBetweenWordsAndKeepsLongOnesWhole() {
        assertThat(TerminalText.wrap("copied  web  m-0123456789  0:10", 12, "    "))
                .containsExactly("copied  web", "    m-0123456789", "    0:10");
        assertThat(TerminalText.wrap("short", 12, "  ")).containsExactly("short");
        assertThat(TerminalText.wrap("a very long line indeed", 0, "  ")).hasSize(1);
    }

    @Test
    void pad_hasExactlyAsManyColumns() {
        for (int columns = 0; columns < 20; columns++) {
            assertThat(TerminalText.columns(TerminalText.pad("a镜像-golden", columns)))
                    .isEqualTo(columns);
        }
    }
}
