package dev.imagecopy.core.internal;

import dev.imagecopy.core.auth.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;

/**
 * A quick test whether a document may contain a run of a secret. Every response is tested, so this reads the bytes once and
 * allocates nothing; only a document that fails the test is searched with {@link SecretTraces}. Immutable.
 */
final class SecretGrams {
    /** Every run contains this many characters in a row, even if the canonical form drops some of them. */
    private static final int LENGTH = 6;

    private static final long MASK = (1L << (8 * LENGTH)) - 1;

    /** How many characters in a row hexadecimal digits must spell for that to be a secret. */
    private final int fewest;

    /** Open addressing; 0 is a free place, since no character is 0. */
    private final long[] grams;

    SecretGrams(Collection<Secret> secrets) {
        int bytes = 0;
        int shortest = SecretTraces.RUN;
        for (Secret secret : secrets) {
            shortest = Math.min(shortest, Math.max(LENGTH, secret.reveal().length()));
            bytes += secret.reveal().getBytes(StandardCharsets.UTF_8).length;
        }
        // A secret, its three base64 forms of four thirds its length and its digits always leave places free.
        fewest = shortest;
        grams = new long[2 * Integer.highestOneBit(8 * bytes + 64)];
        for (Secret secret : secrets) {
            String text = secret.reveal();
            add(text.getBytes(StandardCharsets.UTF_8));
            add(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)).getBytes(StandardCharsets.US_ASCII));
            for (int before = 0; before < 3; before++) {
                add(Base64.getEncoder().encode((" ".repeat(before) + text).getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private void add(byte[] bytes) {
        long gram = 0;
        for (byte each : bytes) {
            int c = folded(each);
            if (c != 0) {
                gram = ((gram << 8) | c) & MASK;
                if (gram >>> (8 * (LENGTH - 1)) != 0) {
                    grams[place(gram)] = gram;
                }
            }
        }
    }

    /** Whether a document in JSON may contain part of a secret, in any form in which {@link Redactor} recognizes one. */
    boolean maySee(byte[] json) {
        return isSeen(json) || Base64Text.mayBeIn(json, fewest) || SpacedText.mayBeIn(json);
    }

    /** Whether a document contains part of a secret, or an escape or invisible character that this test does not decode. */
    private boolean isSeen(byte[] json) {
        long gram = 0;
        int spelling = 0;
        for (int i = 0; i < json.length; i++) {
            spelling = spelling(spelling, json[i] & 0xff);
            if (spelled(spelling) >= fewest) {
                return true;
            }
            int c = folded(json[i]);
            if (c == 0) {
                continue;
            }
            gram = ((gram << 8) | c) & MASK;
            if (isEscape(json, i) || isInvisible(json, i) || grams[place(gram)] != 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Follows how many printable characters in a row hexadecimal digits spell, in ASCII or UTF-16, whatever stands between two digits
     * that is no letter.
     *
     * @param state what the last call returned; 0 before the first
     * @param c the next character of the text
     */
    static int spelling(int state, int c) {
        int digit = c < 0x80 ? Character.digit(c, 16) : -1;
        int lastButOne = (state >>> 8) & 0xff;
        int last = (state >>> 16) - 1;
        if (digit < 0) {
            int letter = c | ' ';
            boolean isMark = letter == 'x' || letter == 'u' || letter == 'h';
            if (letter == 'x' && last == 0) {
                return lastButOne; // as before the zero
            }
            return isMark || letter < 'g' || letter > 'z' ? state : 0;
        }
        int pairs = last == 0 && digit == 0
                ? lastButOne // half of a character
                : last >= 2 && last <= 7 ? Math.min(lastButOne + 1, 0xff) : 0; // a printable ASCII character
        return ((digit + 1) << 16) | ((state & 0xff) << 8) | pairs;
    }

    /** How many characters are spelled at a state. */
    static int spelled(int state) {
        return state & 0xff;
    }

    /** Whether an escape begins here, as of JSON, HTML or an address; not a percentage. */
    private static boolean isEscape(byte[] json, int at) {
        return switch (json[at]) {
            case '%', '=' -> isHex(json, at + 1) && isHex(json, at + 2);
            case '&' -> true;
            case 'u', 'x', 'U', 'X', '0', '1', '2', '3' ->
                at > 0 && (json[at - 1] == '\\' || (json[at - 1] == '%' && (json[at] | ' ') == 'u'));
            default -> false;
        };
    }

    /** Whether a character in UTF-8 begins here that the canonical form drops. */
    private static boolean isInvisible(byte[] json, int at) {
        int lead = json[at] & 0xff;
        int count = lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (count == 1 || at + count > json.length) {
            return false;
        }
        int code = lead & (0x7f >> count);
        for (int i = 1; i < count; i++) {
            code = (code << 6) | (json[at + i] & 0x3f);
        }
        return CanonicalText.isInvisible(code);
    }

    private static boolean isHex(byte[] json, int at) {
        return at < json.length && Character.digit(json[at], 16) >= 0;
    }

    /** Where a gram is, or the free place where it would be. */
    private int place(long gram) {
        int place = (int) ((gram * 0x9E3779B97F4A7C15L) >>> 40) & (grams.length - 1);
        while (grams[place] != 0 && grams[place] != gram) {
            place = (place + 1) & (grams.length - 1);
        }
        return place;
    }

    /**
     * Drops what {@link CanonicalText#folded()} drops, and makes both alphabets of base64 one; 0 for nothing.
     */
    private static int folded(byte each) {
        int c = each & 0xff;
        if (c <= ' ' || c == 0x7f || c == '+' || c == '-' || c == '=' || c == '\\') {
            return 0;
        }
        return c == '_' ? '/' : c >= 'A' && c <= 'Z' ? c + 32 : c;
    }
}
