package dev.imagecopy.core.credentials;

import dev.imagecopy.core.error.CredentialsException;
import java.nio.charset.StandardCharsets;

/** The text that a base64 text contains, however that is wrapped; Windows encodes UTF-16. */
final class EncodedText {
    private EncodedText() {}

    /** Decodes a text; the text as it is if it is damaged. */
    static String decoded(String base64) {
        String compact = base64.replace("\\r", "").replace("\\n", "").replaceAll("\\s", "");
        try {
            return text(Base64Bytes.decoded(compact));
        } catch (IllegalArgumentException | CredentialsException damaged) {
            return base64;
        }
    }

    /** A file needs a byte order mark, a value of a setting does not. */
    private static String text(byte[] bytes) {
        return bytes.length > 1 && bytes[1] == 0
                ? new String(bytes, StandardCharsets.UTF_16LE)
                : SettingFile.decoded(bytes);
    }
}
