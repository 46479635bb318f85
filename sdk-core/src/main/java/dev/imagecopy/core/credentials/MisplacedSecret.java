package dev.imagecopy.core.credentials;

import dev.imagecopy.core.spi.Checks;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes a secret in place of a path, an address or a name, so that a message can say what it is without showing any of it:
 * JSON, PEM, base64 of either or of what is in a PEM block, a JSON web token, the secret of an access key, each also in quotes or
 * after a byte order mark.
 * Uses no regular expressions, which load 60 classes at a client's first call.
 */
public final class MisplacedSecret {
    private static final String PEM = "-----BEGIN";
    private static final String ENCODED_JSON = "%7b"; // in a query or a form
    private static final int SHORTEST_BASE64 = 12;

    /** In base64; keys are longer. */
    private static final int SHORTEST_DER = 64;

    /** Secrets of access keys: 30 letters and digits on Alibaba Cloud, 40 on Huawei Cloud. */
    private static final int[] SECRET_LENGTHS = {30, 40};

    private MisplacedSecret() {}

    /**
     * Returns what kind of secret a text is.
     *
     * @param text the value of a setting
     * @return {@code JSON}, {@code a PEM block}, {@code JSON in base64}, {@code a PEM block in base64}, {@code a JSON web
     *     token}, {@code a key or a token in base64} or {@code an access key's secret}; empty if the text may be anything
     */
    public static String kind(String text) {
        String bare = bare(text);
        if (bare.startsWith("{") || bare.startsWith("[{") || isEncodedJson(bare)) {
            return "JSON";
        }
        if (bare.contains(PEM)) {
            return "a PEM block";
        }
        String inside = decodedStart(bare);
        if (inside.startsWith(PEM)) {
            return "a PEM block in base64";
        }
        if (isJsonObject(inside)) {
            int dot = bare.indexOf('.');
            return dot > 0 && bare.indexOf('.', dot + 1) > 0 ? "a JSON web token" : "JSON in base64";
        }
        if (isJsonObject(decodedStart(inside))) {
            return "JSON in base64"; // twice
        }
        if (isDer(bare)) {
            return "a key or a token in base64";
        }
        return isAccessKeySecret(bare) ? "an access key's secret" : "";
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

    /**
     * Decodes the beginning of a text if it is base64; only the beginning, since a text that was cut off or wrapped is a secret
     * too.
     */
    private static String decodedStart(String text) {
        StringBuilder start = new StringBuilder(128);
        for (int i = 0; i < text.length() && start.length() < 128; i++) {
            char c = text.charAt(i);
            if (isBase64(c)) {
                start.append(c == '-' ? '+' : c == '_' ? '/' : c);
            } else if (!Character.isWhitespace(c)) {
                break;
            }
        }
        if (start.length() < SHORTEST_BASE64) {
            return "";
        }
        start.setLength(start.length() / 4 * 4);
        String decoded = new String(Base64.getDecoder().decode(start.toString()), StandardCharsets.UTF_8);
        return bare(decoded.replace('\ufffd', ' ').replace("\0", "")); // UTF-16 has zeros between the letters
    }

    private static boolean isBase64(char c) {
        return isLetterOrDigit(c) || c == '+' || c == '/' || c == '-' || c == '_';
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isJsonObject(String text) {
        if (!text.startsWith("{")) {
            return false;
        }
        int next = 1;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next == text.length() || text.charAt(next) == '"';
    }

    /**
     * Whether a text is base64 of a long structure in DER, as a PEM block is without its first and last lines, and as IAM tokens of
     * Huawei Cloud are: it then begins with 0x30 and 0x81 or 0x82.
     */
    private static boolean isDer(String text) {
        boolean begins = text.length() >= SHORTEST_DER
                && text.startsWith("MI")
                && text.charAt(2) >= 'E'
                && text.charAt(2) <= 'L';
        for (int i = 0; begins && i < text.length(); i++) {
            char c = text.charAt(i);
            begins = isBase64(c) || c == '=' || Character.isWhitespace(c);
        }
        return begins;
    }

    private static boolean isAccessKeySecret(String text) {
        boolean fits = false;
        for (int length : SECRET_LENGTHS) {
            fits |= text.length() == length;
        }
        boolean upper = false;
        boolean lower = false;
        boolean digit = false;
        for (int i = 0; fits && i < text.length(); i++) {
            char c = text.charAt(i);
            fits = isLetterOrDigit(c);
            upper |= c <= 'Z' && c >= 'A';
            lower |= c >= 'a';
            digit |= c <= '9';
        }
        return fits && upper && lower && digit;
    }
}
