package dev.imagecopy.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jline.utils.WCWidth;

/**
 * Text as a terminal may show it. What a service, a plan or a file name contains can neither move the cursor, nor change colors,
 * nor reorder what is beside it: such characters are shown by their number.
 */
final class TerminalText {
    /** The colors that {@link Style} adds; there are no other escape sequences in clean text. */
    private static final Pattern COLORS = Pattern.compile("\u001b\\[[0-9]*m");

    private static final String CUT = "..";

    private TerminalText() {}

    /**
     * Replaces line breaks and other white space by spaces, and all other characters that are not visible by their number, for
     * example {@code \}{@code u{1b}} for escape.
     *
     * @param text any text
     */
    static String clean(String text) {
        if (isVisibleAscii(text)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length() + 8);
        text.codePoints().forEach(c -> append(clean, c));
        return clean.toString();
    }

    private static boolean isVisibleAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static void append(StringBuilder clean, int c) {
        switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                clean.append(' ');
            case Character.CONTROL -> {
                if (c == '\n' || c == '\r' || c == '\t' || c == 0x85) {
                    clean.append(' ');
                } else {
                    number(clean, c);
                }
            }
            case Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> number(clean, c);
            default -> clean.appendCodePoint(c);
        }
    }

    private static void number(StringBuilder clean, int c) {
        clean.append("\\u{").append(Integer.toHexString(c)).append('}');
    }

    /**
     * Returns how many columns a terminal needs for a clean text; colors need none.
     *
     * @param clean a clean text, which may have been colored
     */
    static int columns(String clean) {
        return COLORS.matcher(clean)
                .replaceAll("")
                .codePoints()
                .map(TerminalText::columns)
                .sum();
    }

    private static int columns(int c) {
        return Math.max(0, WCWidth.wcwidth(c));
    }

    /**
     * Cuts the middle out of a text that is too long, since names often differ at their ends.
     *
     * @param clean a clean text without colors
     * @param most how many columns it may have
     */
    static String fit(String clean, int most) {
        if (columns(clean) <= most) {
            return clean;
        }
        if (most <= CUT.length()) {
            return head(clean, Math.max(0, most));
        }
        int room = most - CUT.length();
        String head = head(clean, (room + 1) / 2);
        return head + CUT + tail(clean, room - columns(head));
    }

    private static String head(String clean, int most) {
        int used = 0;
        int end = 0;
        while (end < clean.length()) {
            int c = clean.codePointAt(end);
            used += columns(c);
            if (used > most) {
                break;
            }
            end += Character.charCount(c);
        }
        return clean.substring(0, end);
    }

    private static String tail(String clean, int most) {
        int used = 0;
        int start = clean.length();
        while (start > 0) {
            int c = clean.codePointBefore(start);
            used += columns(c);
            if (used > most) {
                break;
            }
            start -= Character.charCount(c);
        }
        return clean.substring(start);
    }

    /**
     * Breaks a text between its words. A word that is too long stays whole.
     *
     * @param clean a clean text, which may have been colored
     * @param columns how many columns a line may have; 0 for any number
     * @param indent what all lines but the first begin with
     */
    static List<String> wrap(String clean, int columns, String indent) {
        if (columns == 0 || columns(clean) <= columns) {
            return List.of(clean);
        }
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        boolean empty = true;
        for (String word : clean.split(" ", -1)) {
            if (!empty && !word.isEmpty() && columns(line.toString()) + 1 + columns(word) > columns) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(indent).append(word);
            } else {
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
            empty = empty && word.isEmpty();
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    /**
     * Fits a text into a number of columns, and fills up with spaces.
     *
     * @param clean a clean text without colors
     * @param columns how many columns it must have
     */
    static String pad(String clean, int columns) {
        String fitting = fit(clean, columns);
        return fitting + " ".repeat(Math.max(0, columns - columns(fitting)));
    }
}
