package dev.imagecopy.core.credentials;

/**
 * PEM text as secret stores and shells leave it: base64-encoded as a whole, even twice, or with line ends written as {@code \\n}.
 * Lines before the block, such as a vendor's warning, stay.
 */
public final class PemText {
    private static final int MAX_LAYERS = 3;

    private PemText() {}

    /** Returns the original text, if it can be recognized. */
    public static String plain(String text) {
        String pem = text;
        for (int layers = 0; layers < MAX_LAYERS; layers++) {
            if (!MisplacedSecret.kind(pem).equals("a PEM block in base64")) {
                break;
            }
            pem = EncodedText.decoded(MisplacedSecret.bare(pem));
        }
        return pem.replace("\\r", "").replace("\\n", "\n");
    }
}
