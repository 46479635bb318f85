package dev.imagecopy.core.spi;

/** Percent-encoding as in RFC 3986: UTF-8, with everything but {@code A-Z a-z 0-9 - _ . ~} as {@code %XX} in upper case. */
public final class PercentEncoding {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private PercentEncoding() {}

    /**
     * Encodes a name, a value or one path segment.
     *
     * @param text any text
     * @return the encoded text, ASCII only
     */
    public static String encode(String text) {
        int plain = plainStart(text);
        if (plain == text.length()) {
            return text;
        }
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        append(encoded, text, plain);
        return encoded.toString();
    }

    /** Appends an encoded text. */
    static void append(StringBuilder encoded, String text) {
        append(encoded, text, plainStart(text));
    }

    private static void append(StringBuilder encoded, String text, int plain) {
        encoded.append(text, 0, plain);
        for (int i = plain; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                for (byte b : Digests.utf8(text.substring(i))) {
                    append(encoded, (char) (b & 0xff));
                }
                return;
            }
            append(encoded, c);
        }
    }

    private static void append(StringBuilder encoded, char c) {
        if (isUnreserved(c)) {
            encoded.append(c);
        } else {
            encoded.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
        }
    }

    private static int plainStart(String text) {
        int plain = 0;
        while (plain < text.length() && isUnreserved(text.charAt(plain))) {
            plain++;
        }
        return plain;
    }

    /**
     * Returns whether a character is not encoded.
     *
     * @param c any character
     * @return true for {@code A-Z a-z 0-9 - _ . ~}
     */
    public static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.'
                || c == '~';
    }
}
