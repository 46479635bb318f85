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

    /** What the rest of a word spells, of fewer than {@value #QUANTUM} characters, is not counted. */
    private static final int UNCOUNTED = 2;

    private Base64Text() {}

    /**
     * Whether words in a document may spell this many printable characters in a row. Allocates nothing, since every response is
     * tested.
     */
    static boolean mayBeIn(byte[] document, int fewest) {
        int length = 0;
        int word = 0;
        int spelled = 0; // how many characters from each of the four first ones, a byte each
        boolean tells = false;
        for (byte each : document) {
            int bits = bits((char) (each & 0xff));
            if (each == '\\') {
                continue; // before a slash in JSON
            }
            if (bits < 0) {
                length = 0;
                spelled = 0;
                tells = false;
                continue;
            }
            word = (word << 6) | bits;
            length++;
            if (length >= QUANTUM) {
                int shift = 8 * (length % QUANTUM);
                int now = spelled(spelled(spelled((spelled >>> shift) & 0xff, word >> 16), word >> 8), word);
                spelled = (spelled & ~(0xff << shift)) | (now << shift);
                tells |= now >= fewest - UNCOUNTED;
            }
            if (tells && length >= SHORTEST) {
                return true;
            }
        }
        return false;
    }

    /** Counts one more character, if it is printable; what the canonical form drops does not matter. */
    private static int spelled(int before, int character) {
        int b = character & 0xff;
        return b <= ' ' ? before : b < 0x7f ? Math.min(before + 1, 0xff) : 0;
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
