package dev.imagecopy.core.credentials;

import dev.imagecopy.core.spi.Checks;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes a secret in place of a path, an address or a name, so that a message can say what it is without showing any of it:
 * JSON, PEM, base64 of either or of what is in a PEM block, a JSON web token, the secret of an access key, each also in quotes or
 * after a byte order mark.
 * Uses no regular expressions, which load 60 classes at a client's first call.
 */
public final class MisplacedSecret {
    /** What the first two parts of a JSON web token are without the third. */
    static final String CUT_OFF_TOKEN = "a JSON web token that is cut off";

    private static final String PEM = "-----BEGIN";

    /** How the line begins that Yandex Cloud puts before a private key, by which scanners recognize leaked ones. */
    private static final String WARNING = "PLEASE DO NOT REMOVE THIS LINE";

    /** How texts begin that contain a PEM block: the last two are what OpenSSL writes before what it takes from a PKCS#12 file. */
    private static final String[] PEM_TEXTS = {PEM, WARNING, "Bag Attributes", "Key Attributes"};

    /** As much of their beginning as is in the shortest base64. */
    private static final int PEM_START = 9;

    /** The first letters of a compact JSON object in base64. */
    private static final String JSON_START = "ey";

    private static final String ENCODED_JSON = "%7b"; // in a query or a form

    /** In base64; keys are longer. */
    private static final int SHORTEST_DER = 64;

    /** The letters of its first six bytes. */
    private static final int DER_START = 8;

    /** In braces, as Windows names folders. */
    private static final int GUID = 38;

    private MisplacedSecret() {}

    /**
     * Returns what kind of secret a text is.
     *
     * @param text the value of a setting
     * @return {@code JSON}, {@code a PEM block}, {@code JSON in base64}, {@code a PEM block in base64}, {@code a JSON web
     *     token}, {@code a JSON web token that is cut off}, {@code a key or a token in base64} or {@code an access key's secret}; empty if the text may be anything
     */
    public static String kind(String text) {
        String bare = bare(text);
        if (Template.is(bare)) {
            return "";
        }
        if ((bare.startsWith("{") && !isGuid(bare)) || firstItem(bare).startsWith("{") || isEncodedJson(bare)) {
            return "JSON";
        }
        if (bare.contains(PEM) || bare.startsWith(WARNING)) {
            return "a PEM block";
        }
        String inside = bare(DecodedStart.of(bare));
        if (isJson(inside)) {
            return isWebToken(bare, inside)
                    ? isCutOff(bare, inside) ? CUT_OFF_TOKEN : "a JSON web token"
                    : "JSON in base64";
        }
        String twice = bare(DecodedStart.of(inside));
        if (isJson(twice)) {
            return "JSON in base64";
        }
        if (isPemText(inside) || isPemText(twice)) {
            return "a PEM block in base64";
        }
        if (isDer(bare)) {
            return "a key or a token in base64";
        }
        return AccessKeySecret.hasForm(bare) && RandomText.is(bare) ? "an access key's secret" : "";
    }

    /**
     * Returns what kind of secret an address contains in place of its host or a part of its path.
     *
     * @return as {@link #kind}
     */
    public static String kindIn(URI address) {
        String host = address.getHost() == null ? "" : address.getHost();
        String path = address.getRawPath() == null ? "" : address.getRawPath();
        String found = kind(host);
        for (int start = 0; found.isEmpty() && start < path.length(); ) {
            int end = path.indexOf('/', start);
            end = end < 0 ? path.length() : end;
            found = kind(path.substring(start, end));
            start = end + 1;
        }
        return found;
    }

    /** Adds a violation if a value that would appear in messages, logs or tokens is a misplaced secret. */
    public static void check(Checks checks, String name, @Nullable String value) {
        String kind = value == null ? "" : kind(value);
        if (!kind.isEmpty()) {
            checks.check(false, name + " holds " + kind);
        }
    }

    /** Whether a kind is that of a document, which a token never is. */
    static boolean isDocument(String kind) {
        return kind.startsWith("JSON") || kind.startsWith("a PEM");
    }

    /** Whether a text is JSON with its quotes and brackets percent-encoded. */
    static boolean isEncodedJson(String bare) {
        return bare.regionMatches(true, 0, ENCODED_JSON, 0, ENCODED_JSON.length());
    }

    /** Removes what tools and shells put around a value. */
    static String bare(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isAround(text.charAt(start))) {
            start++;
        }
        while (start < end && isAround(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isAround(char c) {
        return Character.isWhitespace(c) || "\ufeff\"'`\\\u00a0".indexOf(c) >= 0;
    }

    private static boolean isPemText(String text) {
        boolean begins = false;
        for (String start : PEM_TEXTS) {
            begins |= text.regionMatches(0, start, 0, PEM_START);
        }
        return begins || text.contains(PEM);
    }

    /** What follows the brackets of a list, or of lists in lists; empty if a text is none. */
    private static String firstItem(String text) {
        int start = 0;
        while (text.startsWith("[", start)
                || (start > 0 && start < text.length() && Character.isWhitespace(text.charAt(start)))) {
            start++;
        }
        return start == 0 ? "" : text.substring(start);
    }

    private static boolean isJson(String text) {
        return isJsonObject(text) || isJsonObject(firstItem(text));
    }

    private static boolean isJsonObject(String text) {
        if (!text.startsWith("{")) {
            return false;
        }
        int next = 1;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next == text.length() || text.charAt(next) == '"' || text.charAt(next) == '}';
    }

    /** Whether a text that begins with JSON in base64 is the header of a token and two more parts, or JSON again alone. */
    private static boolean isWebToken(String text, String header) {
        int dots = 0;
        boolean fits = header.endsWith("}") || header.contains("\"alg\"") || header.contains("\"typ\"");
        for (int i = 0; fits && i < text.length(); i++) {
            char c = text.charAt(i);
            dots += c == '.' ? 1 : 0;
            fits = c == '.' || c == '=' || Character.isWhitespace(c) || DecodedStart.isBase64(c);
        }
        return fits && (dots >= 2 || (dots == 1 && text.startsWith(JSON_START, text.indexOf('.') + 1)));
    }

    /** Whether a token lacks its signature, and does not say that it has none. */
    private static boolean isCutOff(String text, String header) {
        int second = text.indexOf('.', text.indexOf('.') + 1);
        return second < 0 || (second == text.length() - 1 && !header.contains("\"none\""));
    }

    /** Whether a text begins with a GUID in braces. */
    private static boolean isGuid(String text) {
        boolean fits = text.length() >= GUID && text.charAt(GUID - 1) == '}';
        for (int i = 1; fits && i < GUID - 1; i++) {
            boolean hyphen = i == 9 || i == 14 || i == 19 || i == 24;
            fits = hyphen ? text.charAt(i) == '-' : Character.digit(text.charAt(i), 16) >= 0;
        }
        return fits;
    }

    /**
     * Whether a text is base64 of a long structure in DER, as a PEM block is without its first and last lines, and as IAM tokens of
     * Huawei Cloud are: it then begins with 0x30 and 0x81 or 0x82, and what is inside with the tag of a key's or a signature's first part.
     */
    private static boolean isDer(String text) {
        boolean begins = text.length() >= SHORTEST_DER
                && text.startsWith("MI")
                && text.charAt(2) >= 'E'
                && text.charAt(2) <= 'L';
        for (int i = 0; begins && i < text.length(); i++) {
            char c = text.charAt(i);
            begins = DecodedStart.isBase64(c) || (i >= DER_START && (c == '=' || Character.isWhitespace(c)));
        }
        return begins && isDerTag(innerTag(text.substring(0, DER_START)));
    }

    /** The first byte behind the length of the outer structure, which takes one byte or two. */
    private static byte innerTag(String start) {
        byte[] der = Base64Bytes.decoded(start);
        return der[(der[1] & 0xff) == 0x81 ? 3 : 4];
    }

    /** Whether a structure may begin so: with a number, an object identifier or another structure. */
    private static boolean isDerTag(byte tag) {
        return tag == 0x02 || tag == 0x06 || tag == 0x30;
    }
}
