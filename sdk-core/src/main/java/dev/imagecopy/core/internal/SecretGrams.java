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

    /** Open addressing; 0 is a free place, since no character is 0. */
    private final long[] grams;

    SecretGrams(Collection<Secret> secrets) {
        int bytes = 0;
        for (Secret secret : secrets) {
            bytes += secret.reveal().getBytes(StandardCharsets.UTF_8).length;
        }
        // A secret, its three base64 forms of four thirds its length and its digits always leave places free.
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

    /** Whether a document in JSON contains part of a secret, or an escape that this test does not decode. */
    boolean maySee(byte[] json) {
        long gram = 0;
        for (int i = 0; i < json.length; i++) {
            int c = folded(json[i]);
            if (c == 0) {
                continue;
            }
            gram = ((gram << 8) | c) & MASK;
            if (isEscape(json, i) || grams[place(gram)] != 0) {
                return true;
            }
        }
        return false;
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
