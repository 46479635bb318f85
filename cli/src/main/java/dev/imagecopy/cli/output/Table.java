package dev.imagecopy.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A listing as columns of text. */
final class Table {
    private static final String GAP = "  ";

    private Table() {}

    /**
     * Returns clean lines: the names of the columns, then the rows; columns without any text are left out. Without rows, it says
     * so in a line.
     */
    static List<String> lines(Listing listing) {
        if (listing.rows().isEmpty()) {
            return List.of("no " + title(listing.name()).toLowerCase(Locale.ROOT));
        }
        List<Integer> shown = new ArrayList<>();
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < listing.columns().size(); column++) {
            int at = column;
            int widest = listing.rows().stream()
                    .mapToInt(row -> TerminalText.columns(TerminalText.clean(row.get(at))))
                    .max()
                    .orElse(0);
            if (widest > 0) {
                shown.add(column);
                widths.add(Math.max(widest, listing.columns().get(column).length() + 2));
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                line(shown, widths, listing.columns().stream().map(Table::title).toList()));
        listing.rows().forEach(row -> lines.add(line(shown, widths, row)));
        return lines;
    }

    private static String line(List<Integer> shown, List<Integer> widths, List<String> texts) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < shown.size(); i++) {
            String text = TerminalText.clean(texts.get(shown.get(i)));
            line.append(TerminalText.pad(text, widths.get(i))).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    /** {@code imageId} becomes {@code IMAGE ID}. */
    private static String title(String camelCase) {
        return camelCase.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toUpperCase(Locale.ROOT);
    }
}
