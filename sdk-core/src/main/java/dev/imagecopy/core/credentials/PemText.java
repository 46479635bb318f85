package dev.imagecopy.core.credentials;

/**
 * PEM text as secret stores and shells leave it: base64-encoded as a whole, even twice, with line ends written as {@code \\n}, or
 * with characters that cannot be seen, which are in no PEM text by intention.
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
        return visible(pem.replace("\\r", "").replace("\\n", "\n"));
    }

    private static String visible(String text) {
        if (!HiddenCharacters.in(text)) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!HiddenCharacters.isHidden(c)) {
                visible.append(c);
            } else if (Character.isSpaceChar(c)) {
                visible.append(' ');
            }
        }
        return visible.toString();
    }
}
