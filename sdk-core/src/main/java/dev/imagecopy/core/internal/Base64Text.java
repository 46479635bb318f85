package dev.imagecopy.core.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds what words of at least {@value #SHORTEST} characters of base64, in either alphabet, spell: base64 again, hexadecimal digits, or
 * UTF-16, whose zeros are left out. A secret in base64 itself is recognized without this.
 */
final class Base64Text {
    /** A run of a secret in base64, twice. */
    private static final int SHORTEST = 24;

    private static final int QUANTUM = 4;

    /** That a character stands for. */
    private static final int BITS = 6;

    private Base64Text() {}

    /**
     * Whether the words in a text spell part of a secret, or digits that may spell one. Reads on over a backslash, which may
     * stand before a slash, and allocates nothing.
     */
    static boolean maySpell(String text, SecretGrams secrets) {
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || (bits(text.charAt(i)) < 0 && text.charAt(i) != '\\')) {
                for (int skipped = 0; i - start >= SHORTEST && skipped < QUANTUM; skipped++) {
                    if (spells(text, start, i, skipped, secrets)) {
                        return true;
                    }
                }
                start = i + 1;
            }
        }
        return false;
    }

    private static boolean spells(String text, int start, int end, int skipped, SecretGrams secrets) {
        long gram = 0;
        int digits = 0;
        int bytes = 0;
        int word = 0;
        int pending = -BITS * skipped; // bits of the word that are not read yet
        for (int i = start; i < end; i++) {
            int bits = bits(text.charAt(i));
            if (bits < 0) {
                continue; // a backslash
            }
            word = (word << BITS) | bits;
            pending += BITS;
            if (pending < Byte.SIZE) {
                continue;
            }
            pending -= Byte.SIZE;
            int b = (word >> pending) & 0xff;
            if (b == 0) {
                continue; // half of a character of UTF-16
            }
            bytes = (bytes << 8) | b;
            int c = SecretGrams.ascii(bytes);
            gram = SecretGrams.next(gram, c);
            digits = HexText.digitsInARow(digits, c);
            if (secrets.contain(gram) || digits == HexText.FEWEST_DIGITS) {
                return true;
            }
        }
        return false;
    }

    /** Returns what the words spell from their first, second, third and fourth character; nothing if there are none. */
    static List<CanonicalText> in(CanonicalText text) {
        List<CanonicalText> forms = new ArrayList<>();
        for (int skipped = 0; skipped < QUANTUM; skipped++) {
            CanonicalText spelled = spelled(text, skipped);
            if (!spelled.isEmpty()) {
                forms.add(spelled.folded());
                forms.addAll(HexText.in(spelled));
            }
        }
        return forms;
    }

    private static CanonicalText spelled(CanonicalText text, int skipped) {
        CanonicalText spelled = CanonicalText.empty();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || bits(text.charAt(i)) < 0) {
                if (i - start >= SHORTEST) {
                    decode(text, start + skipped, i, spelled);
                }
                start = i + 1;
            }
        }
        return spelled;
    }

    private static void decode(CanonicalText text, int start, int end, CanonicalText spelled) {
        for (int at = start; at + 1 < end; at += QUANTUM) {
            int last = Math.min(at + QUANTUM, end) - 1;
            int bits = 0;
            for (int i = at; i < at + QUANTUM; i++) {
                bits = (bits << 6) | (i <= last ? bits(text.charAt(i)) : 0);
            }
            for (int i = 0; i < last - at; i++) {
                int b = (bits >> (16 - 8 * i)) & 0xff;
                if (b != 0) { // half of a character of UTF-16
                    spelled.putByte(b, text.from(at), text.to(last));
                }
            }
        }
        spelled.breakAt(text.from(end - 1));
    }

    /** What a character stands for; negative if it is none of base64. */
    private static int bits(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
    }
}
