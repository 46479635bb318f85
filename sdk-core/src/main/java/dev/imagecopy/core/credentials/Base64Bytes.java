package dev.imagecopy.core.credentials;

import java.util.Base64;

/** Base64 in either alphabet. */
final class Base64Bytes {
    private Base64Bytes() {}

    /**
     * Decodes a text without line ends.
     *
     * @throws IllegalArgumentException if it is no base64
     */
    static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
    }
}
