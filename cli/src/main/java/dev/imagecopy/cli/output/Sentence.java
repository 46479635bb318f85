package dev.imagecopy.cli.output;

/** Sentences of messages. */
final class Sentence {
    private Sentence() {}

    /** Returns a text with which a sentence begins. */
    static String of(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
