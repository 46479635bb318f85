package dev.imagecopy.cli.plan;

import dev.imagecopy.cli.output.HarmlessWord;

/** Texts of a plan in messages. */
final class ShownText {
    private ShownText() {}

    /** A text for a message, unless it may be a secret. */
    static String of(String text) {
        return HarmlessWord.shown(text, "(hidden)");
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
