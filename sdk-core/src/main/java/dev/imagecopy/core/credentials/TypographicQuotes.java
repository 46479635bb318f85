package dev.imagecopy.core.credentials;

import java.util.Locale;

/** The quotes that editors and messengers write in place of plain ones. */
final class TypographicQuotes {
    private static final String ALL =
            "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2032\u2033\u00ab\u00bb\u300c\u300d\uff02\uff07";

    private TypographicQuotes() {}

    static boolean is(char c) {
        return ALL.indexOf(c) >= 0;
    }

    /** Whether a text begins or ends with one. */
    static boolean around(String text) {
        return !text.isEmpty() && (is(text.charAt(0)) || is(text.charAt(text.length() - 1)));
    }

    /** The first or last character of a text, for a message. */
    static String name(String text) {
        char c = is(text.charAt(0)) ? text.charAt(0) : text.charAt(text.length() - 1);
        return "typographic quotes (" + code(c) + ")";
    }

    /** A character as Unicode names it. */
    static String code(char c) {
        return String.format(Locale.ROOT, "U+%04X", (int) c);
    }
}
