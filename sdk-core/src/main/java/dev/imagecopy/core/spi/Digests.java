package dev.imagecopy.core.spi;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The hashes that request signatures use, from the JDK's own providers. Safe for use by multiple threads. */
public final class Digests {
    /** The hash of an empty body, which is part of the signature of each query. */
    private static final String OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private Digests() {}

    /**
     * Encodes a text as UTF-8.
     *
     * @param text any text
     * @return its bytes
     */
    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Hashes bytes with SHA-256.
     *
     * @param bytes what to hash
     * @return 64 lower-case hexadecimal digits
     */
    public static String sha256Hex(byte[] bytes) {
        if (bytes.length == 0) {
            return OF_NOTHING;
        }
        try {
            return hex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK lacks SHA-256", e);
        }
    }

    /**
     * Hashes a text, as UTF-8, with SHA-256.
     *
     * @param text what to hash
     * @return 64 lower-case hexadecimal digits
     */
    public static String sha256Hex(String text) {
        return sha256Hex(utf8(text));
    }

    /**
     * Computes HMAC-SHA256 of a text.
     *
     * @param key the key; not empty
     * @param text what to hash, as UTF-8
     * @return 64 lower-case hexadecimal digits
     */
    public static String hmacSha256Hex(String key, String text) {
        return hex(hmac("HmacSHA256", key, text));
    }

    /**
     * Computes HMAC-SHA1 of a text.
     *
     * @param key the key; not empty
     * @param text what to hash, as UTF-8
     * @return the 20 bytes of the keyed hash
     */
    public static byte[] hmacSha1(String key, String text) {
        return hmac("HmacSHA1", key, text);
    }

    private static byte[] hmac(String algorithm, String key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(utf8(key), algorithm));
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK lacks " + algorithm, e);
        }
    }

    /**
     * Writes bytes as hexadecimal digits.
     *
     * @param bytes what to write
     * @return two lower-case digits for each byte
     */
    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
