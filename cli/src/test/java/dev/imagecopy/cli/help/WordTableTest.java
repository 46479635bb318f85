package dev.imagecopy.cli.help;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

class WordTableTest {
    private static final Help.ColorScheme PLAIN = Help.defaultColorScheme(Ansi.OFF);

    private static Column[] columns() {
        return new Column[] {new Column(6, 2, Column.Overflow.SPAN), new Column(14, 1, Column.Overflow.WRAP)};
    }

    private static String laidOut(TextTable table, String text) {
        table.addRowValues("ab", text);
        return table.toString();
    }

    @Test
    void lines_breakWherePicoclisBreak() {
        for (String text : new String[] {
            "",
            "one",
            "one two three four five six",
            "exactly 13 ch",
            "exactly 13 cha and more",
            "awordthatistoolongforaline",
            "short awordthatistoolongforaline short",
            "two  blanks   and trailing  ",
            "several\nlines of\ntheir own that are long"
        }) {
            assertThat(laidOut(new WordTable(PLAIN, columns()), text))
                    .isEqualTo(laidOut(TextTable.forColumns(PLAIN, columns()), text));
        }
    }
}
