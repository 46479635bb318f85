package dev.imagecopy.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding as in RFC 3986, for simulators that verify signatures: independent of the SDK's own, which it verifies. */
public final class PercentCoding {
    private static final String UNRESERVED = "-._~";
    private static final String HEX = "0123456789ABCDEF";

    private PercentCoding() {}

    /**
     * Encodes every byte that is not unreserved.
     *
     * @param text any text
     * @return the text in UTF-8 with upper-case escapes; only letters, digits and {@code - . _ ~} are not encoded
     */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if ((c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || UNRESERVED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
            }
        }
        return encoded.toString();
    }

    /**
     * Decodes escapes; plus signs remain.
     *
     * @param text an encoded part of a URI
     * @return the decoded text
     * @throws IllegalArgumentException if an escape is malformed or the octets are not UTF-8
     */
    public static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] source = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream octets = new ByteArrayOutputStream(source.length);
        for (int i = 0; i < source.length; i++) {
            if (source[i] == '%') {
                if (i + 2 >= source.length) {
                    throw new IllegalArgumentException("A percent escape is cut off");
                }
                octets.write(digit(source[i + 1]) << 4 | digit(source[i + 2]));
                i += 2;
            } else {
                octets.write(source[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.toByteArray()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new IllegalArgumentException("The escaped octets are not UTF-8", notUtf8);
        }
    }

    /**
     * Decodes escapes, and plus signs to spaces, like HTML forms and the queries of most servers.
     *
     * @param text an encoded name or value
     * @return the decoded text
     * @throws IllegalArgumentException as for {@link #decode}
     */
    public static String decodeForm(String text) {
        return decode(text.replace('+', ' '));
    }

    private static int digit(byte octet) {
        int digit = Character.digit((char) octet, 16);
        if (digit < 0) {
            throw new IllegalArgumentException("A percent escape holds something else than hexadecimal digits");
        }
        return digit;
    }
}
