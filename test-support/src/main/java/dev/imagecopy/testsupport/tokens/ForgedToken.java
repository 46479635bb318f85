package dev.imagecopy.testsupport.tokens;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Creates resume tokens with any content and a matching check, independently of the SDK: the check detects damage, not malice,
 * since anybody can compute it. Signatures need the key, so a forged token has none.
 */
public final class ForgedToken {
    private static final String CHECK = ",\"check\":\"";

    private ForgedToken() {}

    /** Returns the JSON of a token, without its check. */
    public static String content(String token) {
        String json = new String(Base64.getUrlDecoder().decode(token.substring(3)), StandardCharsets.UTF_8);
        int signature = json.lastIndexOf(",\"signature\":\"");
        int end = signature < 0 ? json.lastIndexOf(CHECK) : signature;
        return json.substring(0, end) + "}";
    }

    /** Creates a token with a JSON object, or part of one. */
    public static String holding(String json) {
        String content = json.endsWith("}") ? json.substring(0, json.length() - 1) : json;
        String whole = content + CHECK + sha256(content).substring(0, 24) + "\"}";
        return "v1." + Base64.getUrlEncoder().withoutPadding().encodeToString(whole.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Changes the content of a token.
     *
     * @throws IllegalArgumentException if the token does not contain the text to replace
     */
    public static String changed(String token, String from, String to) {
        String json = content(token);
        if (!json.contains(from)) {
            throw new IllegalArgumentException("the token does not hold " + from + ": " + json);
        }
        return holding(json.replace(from, to));
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
