package dev.imagecopy.core.credentials;

import dev.imagecopy.core.error.CredentialsException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Texts that are base64, in either alphabet and wrapped in whatever way; Windows encodes UTF-16. */
final class Base64Text {
    private Base64Text() {}

    /** Decodes a text; the text as it is if it is damaged. */
    static String decoded(String base64) {
        String compact = base64.replace("\\r", "").replace("\\n", "").replaceAll("\\s", "");
        try {
            return text(bytes(compact));
        } catch (IllegalArgumentException | CredentialsException damaged) {
            return base64;
        }
    }

    /**
     * Decodes a text without line ends.
     *
     * @throws IllegalArgumentException if it is no base64
     */
    static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
    }

    /** A file needs a byte order mark, a value of a setting does not. */
    private static String text(byte[] bytes) {
        return bytes.length > 1 && bytes[1] == 0
                ? new String(bytes, StandardCharsets.UTF_16LE)
                : SettingFile.decoded(bytes);
    }
}
