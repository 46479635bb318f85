package dev.imagecopy.core.internal;

/**
 * Finds single characters with the same one to three separators between them, which are no letters or digits: {@code a-b-c},
 * {@code "a","b","c"}.
 */
final class SpacedText {
    private static final int LONGEST_SEPARATOR = 3;

    private SpacedText() {}

    /** Whether a text may contain such a sequence, as long as a run. Allocates nothing. */
    static boolean mayBeIn(String text) {
        for (int step = 2; step <= LONGEST_SEPARATOR + 1; step++) {
            if (text.length() > step * (SecretTraces.RUN - 1) && hasSeparators(text, step)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the characters of a run can have the same separator between them, this many places from one to the next. */
    private static boolean hasSeparators(String text, int step) {
        int shift = 8 * (step - 1);
        int last = 0; // four characters, a byte each
        int counts = 0; // how often each of them stood there before
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (SecretGrams.isDropped(c)) {
                continue;
            }
            boolean isAgain = c == ((last >>> shift) & 0xff) && !Character.isLetterOrDigit(c);
            int count = isAgain ? ((counts >>> shift) & 0xff) + 1 : 0;
            if (count == SecretTraces.RUN - 2) {
                return true;
            }
            last = (last << 8) | c;
            counts = (counts << 8) | count;
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
