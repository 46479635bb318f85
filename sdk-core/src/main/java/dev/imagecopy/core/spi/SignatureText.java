package dev.imagecopy.core.spi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The texts of one signature, one after the other in the same bytes: what is signed is about 700 of them, and to build, convert and
 * hash a string for each text took four times that. For ASCII only, which is all that can stand in a request. Holds what is secret
 * in a request. Not safe for use by several threads.
 */
public final class SignatureText {
    private byte[] bytes;
    private int length;

    /**
     * Makes an empty text.
     *
     * @param room how long it will be, about
     */
    public SignatureText(int room) {
        this.bytes = new byte[room];
    }

    /**
     * Adds a text.
     *
     * @param ascii the text
     * @return this
     */
    @SuppressWarnings("deprecation") // the one way to copy a text without an array between; right for ASCII
    public SignatureText append(String ascii) {
        reserve(ascii.length());
        ascii.getBytes(0, ascii.length(), bytes, length);
        length += ascii.length();
        return this;
    }

    /**
     * Adds a character.
     *
     * @param ascii the character
     * @return this
     */
    public SignatureText append(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * length));
        }
    }

    /**
     * Starts the next text.
     *
     * @return this, empty
     */
    public SignatureText next() {
        length = 0;
        return this;
    }

    /**
     * Hashes the text with SHA-256.
     *
     * @return 64 lower-case hexadecimal digits
     */
    public String sha256Hex() {
        return Digests.sha256Hex(bytes, length);
    }

    /**
     * Computes HMAC-SHA256 of the text.
     *
     * @param key the key; not empty
     * @return 64 lower-case hexadecimal digits
     */
    public String hmacSha256Hex(byte[] key) {
        return Digests.hmacSha256Hex(key, bytes, length);
    }

    /**
     * Returns the text.
     *
     * @return what was added since it was started
     */
    public String text() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
}
