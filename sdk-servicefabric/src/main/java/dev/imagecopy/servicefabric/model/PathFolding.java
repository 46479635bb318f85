package dev.imagecopy.servicefabric.model;

import dev.imagecopy.core.spi.Checks;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Maps names to the same text that some file system considers equal; to be safe, more names than any single file system does.
 */
final class PathFolding {
    private PathFolding() {}

    /**
     * Folds one part of a path. Letters are folded one by one, as file systems do: {@code ß} does not become {@code ss}.
     * Composed and decomposed letters become equal, since some file systems only store one form.
     */
    static String fold(String segment) {
        if (Checks.isVisibleAscii(segment)) {
            return segment.toLowerCase(Locale.ROOT); // same as below, without loading the tables of all letters
        }
        String composed = Normalizer.normalize(foldLetters(segment), Normalizer.Form.NFC);
        return foldLetters(composed);
    }

    private static String foldLetters(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        int letter;
        for (int i = 0; i < text.length(); i += Character.charCount(letter)) {
            letter = text.codePointAt(i);
            folded.appendCodePoint(Character.toLowerCase(Character.toUpperCase(letter)));
        }
        return folded.toString();
    }
}
