package dev.imagecopy.core.internal;

/**
 * Finds single characters with the same one to three separators between them, which are no letters or digits: {@code a-b-c},
 * {@code "a","b","c"}.
 */
final class SpacedText {
    private static final int LONGEST_SEPARATOR = 3;

    private SpacedText() {}

    /** Returns the characters of all such sequences, without what separates them. */
    static CanonicalText in(CanonicalText folded) {
        CanonicalText found = CanonicalText.empty();
        for (int step = 2; step <= LONGEST_SEPARATOR + 1; step++) {
            int at = 0;
            while (at + step < folded.length()) {
                int last = last(folded, at, step);
                if ((last - at) / step + 1 < SecretTraces.RUN) {
                    at++;
                } else {
                    for (int i = at; i <= last; i += step) {
                        found.put(folded.charAt(i), folded.from(i), folded.to(i));
                    }
                    found.breakAt(folded.from(last));
                    at = last + 1;
                }
            }
        }
        return found;
    }

    /** The last character of the sequence that begins here; the first one, if no separator follows it. */
    private static int last(CanonicalText text, int start, int step) {
        int last = start;
        while (last + step < text.length() && isSeparated(text, start, last, step)) {
            last += step;
        }
        return last;
    }

    private static boolean isSeparated(CanonicalText text, int start, int at, int step) {
        for (int i = 1; i < step; i++) {
            char c = text.charAt(at + i);
            if (c != text.charAt(start + i) || c >= 0x80 || Character.isLetterOrDigit(c)) {
                return false;
            }
        }
        return true;
    }
}
