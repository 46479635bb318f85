package dev.imagecopy.core.spi;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The hashes that request signatures are made of, from the JDK's own providers.
 *
 * <p>Each thread keeps its SHA-256, which forgets what it read with every result: to look one up takes 520 bytes. The keyed hash
 * is written here, as RFC 2104 has it: the JDK's {@code Mac} takes four times as long, 1,216 bytes instead of 176, and for the
 * first signature 70 classes and a look into the JDK's policy files.
 */
public final class Digests {
    /** SHA-1 and SHA-256 alike. */
    private static final int BLOCK = 64;

    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;
    private static final String SHA_256 = "SHA-256";
    private static final String NOTHING_HASHED = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final ThreadLocal<MessageDigest> OF_THREAD = new ThreadLocal<>();

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
        return bytes.length == 0 ? NOTHING_HASHED : sha256Hex(bytes, bytes.length);
    }

    static String sha256Hex(byte[] bytes, int length) {
        MessageDigest hash = digest(SHA_256);
        hash.update(bytes, 0, length);
        return hex(hash.digest());
    }

    /**
     * Computes a keyed hash, HMAC.
     *
     * @param algorithm the hash by the JDK's name, {@code SHA-256} or {@code SHA-1}
     * @param key the key; not empty
     * @param data what to hash
     * @return the keyed hash
     */
    public static byte[] hmac(String algorithm, byte[] key, byte[] data) {
        return hmac(digest(algorithm), key, data, data.length);
    }

    static String hmacSha256Hex(byte[] key, byte[] data, int length) {
        return hex(hmac(digest(SHA_256), key, data, length));
    }

    private static byte[] hmac(MessageDigest hash, byte[] key, byte[] data, int length) {
        byte[] block = Arrays.copyOf(key.length > BLOCK ? hash.digest(key) : key, BLOCK);
        mix(block, INNER);
        hash.update(block);
        hash.update(data, 0, length);
        byte[] inner = hash.digest();
        mix(block, (byte) (INNER ^ OUTER));
        hash.update(block);
        Arrays.fill(block, (byte) 0);
        return hash.digest(inner);
    }

    private static void mix(byte[] block, byte pad) {
        for (int i = 0; i < block.length; i++) {
            block[i] ^= pad;
        }
    }

    /** A hash that has read nothing yet. Those who use it read the result before they leave it. */
    private static MessageDigest digest(String algorithm) {
        boolean kept = algorithm.equals(SHA_256);
        MessageDigest present = kept ? OF_THREAD.get() : null;
        if (present != null) {
            return present;
        }
        try {
            MessageDigest made = MessageDigest.getInstance(algorithm);
            if (kept) {
                OF_THREAD.set(made);
            }
            return made;
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
