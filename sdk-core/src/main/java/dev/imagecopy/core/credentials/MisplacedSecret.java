package dev.imagecopy.core.credentials;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Recognizes a secret that was put where a path, an address or a name belongs, so that a message can say what it is without
 * showing any of it: JSON, PEM, JSON in base64 or a JSON web token, also in quotes or after a byte order mark.
 */
public final class MisplacedSecret {
    private MisplacedSecret() {}

    /**
     * Returns what kind of secret a text is.
     *
     * @param text the value of a setting
     * @return {@code JSON}, {@code a PEM block}, {@code JSON in base64} or {@code a JSON web token}; empty if the text may be
     *     anything
     */
    public static String kind(String text) {
        String bare = bare(text);
        if (bare.startsWith("{") || bare.startsWith("[{")) {
            return "JSON";
        }
        if (bare.contains("-----BEGIN ")) {
            return "a PEM block";
        }
        if (isJsonInBase64(bare)) {
            int dot = bare.indexOf('.');
            return dot > 0 && bare.indexOf('.', dot + 1) > 0 ? "a JSON web token" : "JSON in base64";
        }
        return "";
    }

    /** The text without what tools and shells put around a value. */
    static String bare(String text) {
        String bare = text.strip();
        int start = 0;
        while (start < bare.length() && "\ufeff\"'\\ \t\r\n".indexOf(bare.charAt(start)) >= 0) {
            start++;
        }
        return bare.substring(start);
    }

    /** Looks only at the beginning: a truncated or wrapped secret is a secret too. */
    private static boolean isJsonInBase64(String text) {
        String start = text.substring(0, Math.min(text.length(), 64)).replaceAll("\\s", "");
        int end = 0;
        while (end < start.length()
                && (Character.isLetterOrDigit(start.charAt(end)) || "+/-_".indexOf(start.charAt(end)) >= 0)) {
            end++;
        }
        if (end < 12) {
            return false;
        }
        try {
            byte[] decoded = Base64.getDecoder()
                    .decode(start.substring(0, end / 4 * 4).replace('-', '+').replace('_', '/'));
            String json = new String(decoded, StandardCharsets.UTF_8).strip();
            return (json.startsWith("\ufeff") ? json.substring(1) : json).matches("\\{\\s*\"[\\s\\S]*")
                    || json.startsWith("-----BEGIN ");
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
