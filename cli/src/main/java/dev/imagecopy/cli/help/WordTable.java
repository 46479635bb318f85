package dev.imagecopy.cli.help;

import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

/**
 * A table whose lines break at blanks. Picocli's own break where the language of the user allows it, and measure each character:
 * loading the rules for that takes longer than all the rest of the help.
 */
final class WordTable extends TextTable {
    private final ColorScheme colors;
    private final Column[] columns;

    /**
     * @param colors the colors
     * @param columns the columns, of which only the last may break
     */
    WordTable(ColorScheme colors, Column... columns) {
        super(colors, columns);
        this.colors = colors;
        this.columns = columns();
        setAdjustLineBreaksForWideCJKCharacters(false);
    }

    @Override
    public Cell putValue(int row, int column, Text value) {
        Column at = columns[column];
        String text = value.plainString();
        if (at.overflow != Column.Overflow.WRAP || text.isEmpty()) {
            return super.putValue(row, column, value);
        }
        int last = row;
        int indent = at.indent;
        int from = 0;
        while (true) {
            int end = lineEnd(text, from, at.width - indent);
            columnValues.set(
                    last * columns.length + column,
                    colors.text(" ".repeat(indent)).concat(value.substring(from, end)));
            if (end == text.length()) {
                return new Cell(column, last);
            }
            from = end;
            indent = at.indent + indentWrappedLines;
            addEmptyRow();
            last++;
        }
    }

    /** Returns where the line ends that begins at {@code from}: after blanks, or in a word that is longer than the line. */
    private static int lineEnd(String text, int from, int room) {
        int most = from + Math.max(room, 1);
        if (most >= text.length()) {
            return text.length();
        }
        int end = most;
        while (end > from && (text.charAt(end - 1) != ' ' || text.charAt(end) == ' ')) {
            end--;
        }
        return end == from ? most : end;
    }
}
