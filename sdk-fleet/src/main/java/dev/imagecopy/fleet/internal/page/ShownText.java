package dev.imagecopy.fleet.internal.page;

import java.util.Locale;

/** Texts of services and people, so that nothing in them is invisible or changes how the text around them is shown. */
final class ShownText {
    private static final int MOST_SHOWN = 1000;

    private ShownText() {}

    /** Cuts a text that is very long, and writes what cannot be seen as {@code \}{@code uXXXX}. */
    static String of(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().limit(MOST_SHOWN).forEach(c -> {
            if (isVisible(c)) {
                shown.appendCodePoint(c);
            } else {
                shown.append(String.format(Locale.ROOT, "\\u%04X", c));
            }
        });
        return text.codePointCount(0, text.length()) > MOST_SHOWN
                ? shown.append('…').toString()
                : shown.toString();
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
