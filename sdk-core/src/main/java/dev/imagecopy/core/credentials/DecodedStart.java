package dev.imagecopy.core.credentials;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The readable beginning of a text that is base64; only the beginning, since a text that was cut off, wrapped or damaged is a
 * secret too. Names and random keys consist of the letters of base64 as well, but what they decode to is not readable.
 */
final class DecodedStart {
    private static final int SHORTEST_BASE64 = 12;

    /** Headers of tokens may contain certificates. */
    private static final int LONGEST_BASE64 = 1 << 14;

    /** So many readable characters do not occur by chance before those that are not. */
    private static final int SHORTEST_READABLE = 10;

    /** UTF-16 has a zero beside each ASCII character; so many of them in turn do not occur by chance. */
    private static final int ZEROS = 4;

    /** Behind a byte order mark. */
    private static final int MARKED_ZEROS = 2;

    private DecodedStart() {}

    /** Decodes the beginning of a text; empty if that is not base64 of a text. */
    static String of(String text) {
        StringBuilder start = new StringBuilder(128);
        for (int i = 0; i < text.length() && start.length() < LONGEST_BASE64; i++) {
            char c = text.charAt(i);
            if (isBase64(c)) {
                start.append(c == '-' ? '+' : c == '_' ? '/' : c);
            } else if (!Character.isWhitespace(c)) {
                break;
            }
        }
        if (start.length() < SHORTEST_BASE64) {
            return "";
        }
        if (start.length() % 4 == 1) { // holds no whole byte
            start.setLength(start.length() - 1);
        }
        return readable(Base64.getDecoder().decode(start.toString()));
    }

    /** Whether a character occurs in base64, in either of its alphabets. */
    static boolean isBase64(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '/'
                || c == '-'
                || c == '_';
    }

    private static String readable(byte[] bytes) {
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = encoding(bytes).newDecoder().decode(ByteBuffer.wrap(bytes), text, false);
        text.flip();
        int end = 0;
        while (end < text.length() && isReadable(text.charAt(end))) {
            end++;
        }
        boolean whole = end == text.length() && !result.isError();
        return whole || end >= SHORTEST_READABLE ? text.subSequence(0, end).toString() : "";
    }

    private static Charset encoding(byte[] bytes) {
        boolean marked = bytes.length > 1 && (bytes[0] ^ bytes[1]) == 1 && (bytes[0] & bytes[1]) == (byte) 0xfe;
        int start = marked ? 2 : 0;
        int end = marked ? start + 2 * MARKED_ZEROS : 2 * ZEROS;
        if (alternates(bytes, start, end, 1)) {
            return StandardCharsets.UTF_16LE;
        }
        return alternates(bytes, start, end, 0) ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }

    /** Whether of each pair of bytes exactly the one at a place is zero. */
    private static boolean alternates(byte[] bytes, int start, int end, int zero) {
        boolean holds = bytes.length >= end;
        for (int i = start; holds && i < end; i++) {
            holds = (bytes[i] == 0) == ((i - start) % 2 == zero);
        }
        return holds;
    }

    private static boolean isReadable(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\n' || c == '\r' || c == '\t';
            case Character.UNASSIGNED, Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
