package dev.imagecopy.cli.plan;

import dev.imagecopy.cli.output.SecretSigns;

/** Texts of a plan in messages. */
final class ShownText {
    private static final int MOST_SHOWN = 40;

    private ShownText() {}

    /** A text for a message: short, without control characters, and without a secret. */
    static String of(String text) {
        if (SecretSigns.inValue(text).isPresent()) {
            return "(hidden)";
        }
        boolean isLong = text.codePointCount(0, text.length()) > MOST_SHOWN;
        return isLong ? visible(text.substring(0, text.offsetByCodePoints(0, MOST_SHOWN))) + "…" : visible(text);
    }

    /** A text with nothing in it that could disturb a terminal. */
    static String visible(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().map(c -> isVisible(c) ? c : '?').forEach(shown::appendCodePoint);
        return shown.toString();
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
