package dev.imagecopy.core.credentials;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Text in PEM as secret stores and shells leave it: in base64 as a whole, or with line ends written as {@code \\n}. */
public final class PemText {
    private PemText() {}

    /** The text as its tool wrote it, where that can be told. */
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
