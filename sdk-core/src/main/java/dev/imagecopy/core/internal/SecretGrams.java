package dev.imagecopy.core.internal;

import dev.imagecopy.core.auth.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;

/**
 * Which characters secrets have in a row, as they are, in hexadecimal and in base64: a text without any of these grams contains
 * no run of a secret. For a quick test of every name in every response, which allocates nothing; only a text that fails it is
 * searched with {@link SecretTraces}. Immutable.
 */
final class SecretGrams {
    /** Every run contains this many characters in a row in canonical form. */
    private static final int LENGTH = SecretTraces.SHORTEST_CANONICAL;

    private static final long MASK = (1L << (8 * LENGTH)) - 1;

    /** Open addressing; 0 is a free place, since no character is 0. */
    private final long[] grams;

    /** Whether the canonical form of a secret is another text: then any text may contain it. */
    private final boolean hasOther;

    SecretGrams(Collection<Secret> secrets) {
        int characters = 0;
        boolean other = false;
        for (Secret secret : secrets) {
            characters += secret.reveal().length();
            other |= secret.reveal().length() >= SecretTraces.SHORTEST && isOther(secret.reveal());
        }
        hasOther = other;
        // A secret, its digits and its six base64 forms of four thirds its length always leave places free.
        grams = new long[2 * Integer.highestOneBit(12 * characters + 64)];
        for (Secret secret : secrets) {
            if (secret.reveal().length() >= SecretTraces.SHORTEST) {
                add(secret.reveal());
            }
        }
    }

    private void add(String secret) {
        byte[] text = secret.getBytes(StandardCharsets.ISO_8859_1);
        addGrams(text);
        addGrams(HexFormat.of().formatHex(text).getBytes(StandardCharsets.ISO_8859_1));
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + text.length];
            System.arraycopy(text, 0, shifted, before, text.length);
            addGrams(Base64.getEncoder().encode(shifted));
            addGrams(Base64.getUrlEncoder().encode(shifted));
        }
    }

    private void addGrams(byte[] text) {
        long gram = 0;
        for (byte each : text) {
            gram = next(gram, each & 0xff);
            if (gram >>> (8 * (LENGTH - 1)) != 0) {
                grams[place(gram)] = gram;
            }
        }
    }

    /** Adds a character to the latest ones, unless it is dropped. */
    static long next(long gram, int c) {
        return isDropped(c) ? gram : ((gram << 8) | (c >= 'A' && c <= 'Z' ? c + 32 : c)) & MASK;
    }

    /** Whether a character is in no gram: what {@link CanonicalText#folded()} drops, and what is in no secret that has grams. */
    static boolean isDropped(int c) {
        return c <= ' ' || c >= 0x7f || c == '+' || c == '=' || c == '\\';
    }

    /**
     * Returns the character that is complete with the last of these bytes in UTF-8, if it is one of ASCII; otherwise 0. Like {@link
     * CanonicalText}, it reads also a character that is written in more bytes than it needs.
     *
     * @param bytes the last four bytes
     */
    static int ascii(int bytes) {
        if ((bytes & 0x80) == 0) {
            return bytes & 0xff;
        }
        boolean isLonger = (bytes & 0xfec0) == 0xc080
                || (bytes & 0xfffec0) == 0xe08080
                || (bytes & 0xf7fffec0) == 0xf0808080; // as bits: 11110000 or 11111000, 10000000, 1000000x, 10xxxxxx
        return isLonger ? ((bytes >> 2) & 0x40) | (bytes & 0x3f) : 0;
    }

    /** Whether the latest characters of a text stand in a secret like this. */
    boolean contain(long gram) {
        return grams[place(gram)] != 0;
    }

    /** Whether a text contains part of a secret as it is, or any character that may stand for another one. */
    boolean mayBeIn(String text) {
        if (hasOther) {
            return true;
        }
        long gram = 0;
        for (int i = 0; i < text.length(); i++) {
            gram = next(gram, text.charAt(i));
            if (contain(gram) || isOther(text, i)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the canonical form of a secret is more than the secret in lower case, without what is dropped. */
    private static boolean isOther(String secret) {
        for (int i = 0; i < secret.length(); i++) {
            char c = secret.charAt(i);
            if (c <= ' ' || c >= 0x7f || isOther(secret, i)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a control or invisible character stands here, or an escape of JSON, HTML or an address begins; not a percentage. */
    private static boolean isOther(String text, int at) {
        char c = text.charAt(at);
        if (c >= 0x7f) {
            return c < 0xa0 || CanonicalText.isInvisible(text.codePointAt(at));
        }
        return switch (c) {
            case '%' -> isNext("uU", text, at) || isHexBehind(text, at);
            case '=' -> isHexBehind(text, at);
            case '\\' -> isNext("nrtbfuUxX0123", text, at);
            case '&' -> true;
            default -> c < ' ';
        };
    }

    private static boolean isNext(String any, String text, int at) {
        return at + 1 < text.length() && any.indexOf(text.charAt(at + 1)) >= 0;
    }

    private static boolean isHexBehind(String text, int at) {
        return at + 2 < text.length()
                && Character.digit(text.charAt(at + 1), 16) >= 0
                && Character.digit(text.charAt(at + 2), 16) >= 0;
    }

    /** Where a gram is, or the free place where it would be. */
    private int place(long gram) {
        int place = (int) ((gram * 0x9E3779B97F4A7C15L) >>> 40) & (grams.length - 1);
        while (grams[place] != 0 && grams[place] != gram) {
            place = (place + 1) & (grams.length - 1);
        }
        return place;
    }
}
