package dev.imagecopy.core.credentials;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** PEM text as secret stores and shells leave it: base64-encoded as a whole, or with line ends written as {@code \\n}. */
public final class PemText {
    private PemText() {}

    /** Returns the original text, if it can be recognized. */
    public static String plain(String text) {
        String pem = text;
        if (MisplacedSecret.kind(text).equals("a PEM block in base64")) {
            try {
                byte[] decoded = Base64.getMimeDecoder().decode(MisplacedSecret.bare(text));
                pem = new String(decoded, StandardCharsets.ISO_8859_1);
            } catch (IllegalArgumentException damaged) {
                return text;
            }
        }
        return pem.replace("\\r", "").replace("\\n", "\n");
    }
}
