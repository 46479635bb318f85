package dev.imagecopy.core.internal;

/**
 * Finds single characters with the same one to three separators between them, which are no letters or digits: {@code a-b-c},
 * {@code "a","b","c"}.
 */
final class SpacedText {
    private static final int LONGEST_SEPARATOR = 3;

    /** Between two characters of a secret there may be one that is no letter itself, with its own separators. */
    private static final int LONGEST_GAP = 2 * LONGEST_SEPARATOR + 1;

    /** Fewer single letters in a row are in ordinary documents. */
    private static final int FEWEST = SecretTraces.RUN / 2;

    private SpacedText() {}

    /** Whether a document may contain such a sequence. Allocates nothing, since every response is tested. */
    static boolean mayBeIn(byte[] document) {
        int letters = 0;
        int gap = 0;
        int singles = 0;
        for (byte each : document) {
            if (each < 0 || Character.isLetterOrDigit(each)) {
                letters++;
                gap = 0;
            } else {
                singles = letters == 1 ? singles + 1 : letters > 1 || gap >= LONGEST_GAP ? 0 : singles;
                letters = 0;
                gap++;
                if (singles >= FEWEST) {
                    return true;
                }
            }
        }
        return false;
    }

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
