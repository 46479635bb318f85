package dev.imagecopy.core.internal;

import java.util.List;

/**
 * Finds bytes that are written in hexadecimal in a text: at least 12 digits, with anything between them that
 * is no letter or digit (colons, hyphens, commas, blanks, quotes), and with the marks {@code 0x}, {@code x}, {@code u} and
 * {@code h} before or after a byte. Other letters end the sequence, so that ordinary text has none but ids.
 */
final class HexText {
    /** A run of a secret that consists of digits itself. */
    static final int FEWEST_DIGITS = SecretTraces.RUN;

    private static final int LONGEST_GAP = 8;

    private HexText() {}

    /**
     * Whether the digits in a text without escapes contain or spell part of a secret. Reads on over whatever ends a sequence of
     * digits, and allocates nothing.
     */
    static boolean maySpell(String text, SecretGrams secrets) {
        return spells(text, 0, secrets) || spells(text, 1, secrets);
    }

    private static boolean spells(String text, int skipped, SecretGrams secrets) {
        long digits = 0;
        long spelled = 0;
        int bytes = 0; // the last eight digits
        int count = 0;
        int adjacent = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isDigit(c)) {
                adjacent = 0;
                continue;
            }
            if (adjacent % 2 == 0 && isZeroOfMark(text, i)) {
                continue;
            }
            adjacent++;
            count++;
            bytes = (bytes << 4) | Character.digit(c, 16);
            digits = SecretGrams.next(digits, c);
            if (count % 2 == skipped) {
                spelled = SecretGrams.next(spelled, SecretGrams.ascii(bytes));
            }
            if (secrets.contain(digits) || secrets.contain(spelled)) {
                return true;
            }
        }
        return false;
    }

    /** Counts one more digit; other letters end the sequence. */
    static int digitsInARow(int before, int c) {
        return isDigit(c) ? before + 1 : isWord(c) ? 0 : before;
    }

    /** Returns the digits without what separates them, and what they spell from the first digit and from the second. */
    static List<CanonicalText> in(CanonicalText text) {
        CanonicalText digits = digitsIn(text);
        return digits.isEmpty()
                ? List.of()
                : List.of(
                        digits, spelled(digits, 0).folded(), spelled(digits, 1).folded());
    }

    private static CanonicalText digitsIn(CanonicalText text) {
        CanonicalText digits = CanonicalText.empty();
        int start = 0;
        int gap = 0;
        int inARow = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inARow % 2 == 0 && isZeroOfMark(text, i)) {
                continue;
            }
            inARow = isDigit(c) ? inARow + 1 : 0;
            if (inARow > 0) {
                digits.put(c < 'a' && c > '9' ? (char) (c + 32) : c, text.from(i), text.to(i));
                gap = 0;
            } else if (isWord(c) || ++gap > LONGEST_GAP) {
                start = ended(digits, start);
            }
        }
        ended(digits, start);
        return digits;
    }

    /** Ends a sequence that began at a digit, and drops it if it is too short; returns where the next one begins. */
    private static int ended(CanonicalText digits, int start) {
        if (digits.length() - start < FEWEST_DIGITS) {
            digits.truncate(start);
        } else {
            digits.breakAt(digits.from(start));
        }
        return digits.length();
    }

    /** Whether this is the first character of {@code 0x} before a byte. */
    private static boolean isZeroOfMark(CharSequence text, int at) {
        return text.charAt(at) == '0'
                && at + 3 < text.length()
                && (text.charAt(at + 1) | ' ') == 'x'
                && isDigit(text.charAt(at + 2))
                && isDigit(text.charAt(at + 3));
    }

    private static boolean isDigit(int c) {
        return c < 0x80 && Character.digit(c, 16) >= 0;
    }

    private static boolean isWord(int c) {
        int lower = c | ' ';
        return lower >= 'g' && lower <= 'z' && lower != 'x' && lower != 'u' && lower != 'h';
    }

    private static CanonicalText spelled(CanonicalText digits, int skipped) {
        CanonicalText spelled = CanonicalText.empty();
        int at = skipped;
        while (at + 1 < digits.length()) {
            int high = Character.digit(digits.charAt(at), 16);
            int low = Character.digit(digits.charAt(at + 1), 16);
            if (high < 0 || low < 0) {
                int end = high < 0 ? at : at + 1;
                spelled.breakAt(digits.from(end));
                at = end + 1 + skipped;
            } else {
                spelled.putByte(16 * high + low, digits.from(at), digits.to(at + 1));
                at += 2;
            }
        }
        return spelled;
    }
}
