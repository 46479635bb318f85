package dev.imagecopy.verification.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A secret in one of the forms in which people put one where something else belongs.
 *
 * @param form what it is, for the name of a test
 * @param value the text
 * @param secret the part of it that nobody must see
 */
record Canary(String form, String value, String secret) {
    private static final String WORD = "Kq7ZtB3mWx9PdL2sVh8RfG5jNc4YbT6uXa1EoM0i";
    /** A secret of no form by which it could be recognized. */
    private static final String OPAQUE = "fj2k-7rqa-nw9z-3xtu-c5me";

    private static final String JSON = "{\"id\": \"k\", \"secret\": \"" + WORD + "\"}";
    private static final String BODY = "MIIEvQIBADANBgkq" + WORD + "hkiG9w0BAQEFAASC" + WORD;
    private static final String PEM = "-----BEGIN PRIVATE KEY-----\n" + BODY + "\n-----END PRIVATE KEY-----\n";
    private static final String LINE = "PLEASE DO NOT REMOVE THIS LINE! Yandex.Cloud SA Key ID <" + WORD + ">\n";
    private static final String JWT = "eyJhbGciOiJSUzI1NiJ9." + base64("{\"sub\":\"" + WORD + "\"}") + "." + WORD;

    /** So long is a part of a secret that it is found by: shorter ones occur by chance. */
    private static final int PART = 10;

    private static final int BLOCK = PART / 2;

    static List<Canary> all() {
        return List.of(
                new Canary("JSON", JSON, WORD),
                new Canary("JSON without blanks", JSON.replace(" ", ""), WORD),
                new Canary("JSON in quotes", "'" + JSON + "'", WORD),
                new Canary("JSON as a string", "\"" + JSON.replace("\"", "\\\"") + "\"", WORD),
                new Canary("JSON behind a byte order mark", "\ufeff" + JSON, WORD),
                new Canary("PEM", PEM, BODY),
                new Canary("PEM on one line", PEM.replace("\n", "\\n"), BODY),
                new Canary("PEM without its first and last line", BODY, BODY),
                new Canary("JSON cut off", JSON.substring(0, JSON.length() - 1), WORD),
                new Canary("line of a shell", "export SECRET_KEY=" + WORD, WORD),
                new Canary("key and secret", "LTAI5tKeyIdKeyId:" + WORD, WORD),
                new Canary("JSON in base64", base64(JSON), base64(JSON)),
                new Canary("PEM in base64", base64(PEM), base64(PEM)),
                new Canary("PEM behind a line, in base64", base64(LINE + PEM), base64(LINE + PEM)),
                new Canary("JSON web token", JWT, JWT),
                new Canary("secret of 30", WORD.substring(0, 30), WORD.substring(0, 30)),
                new Canary("secret of 40", WORD, WORD),
                new Canary("Bearer", "Bearer " + JWT, JWT),
                new Canary("OAuth", "OAuth y0_" + WORD, WORD),
                new Canary("address with a bad character", "http://127.0.0.1:9/keys?token=" + WORD + "^", WORD),
                new Canary("address with a token", "https://keys.example/" + WORD + "?token=" + WORD, WORD),
                new Canary("address with user info", "https://" + WORD + "@keys.example/", WORD),
                new Canary("address with an opaque path", "https://keys.example/" + OPAQUE + "/v1", OPAQUE),
                new Canary("address with an opaque query", "https://keys.example/?code=" + OPAQUE, OPAQUE),
                new Canary("path", "/run/secrets/" + WORD, WORD),
                new Canary("path with a bad character", "/run/" + WORD + "\0", WORD));
    }

    /** Whether a text shows a part of the secret, in whatever case. */
    boolean isIn(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        String wanted = secret.toLowerCase(Locale.ROOT);
        Set<String> blocks = new HashSet<>();
        BitSet begins = new BitSet(); // megabytes are looked through: most blocks end here
        for (int start = 0; start + BLOCK <= wanted.length(); start++) {
            blocks.add(wanted.substring(start, start + BLOCK));
            begins.set(begin(wanted, start));
        }
        // A part of the secret that is in the text has a whole block of the text in it.
        for (int start = 0; start + BLOCK <= folded.length(); start += BLOCK) {
            if (begins.get(begin(folded, start)) && blocks.contains(folded.substring(start, start + BLOCK))) {
                return IntStream.rangeClosed(0, wanted.length() - PART)
                        .anyMatch(from -> folded.contains(wanted.substring(from, from + PART)));
            }
        }
        return false;
    }

    /** The first two characters of a block in one number; of some others as well, if they are not ASCII. */
    private static int begin(String text, int start) {
        return (text.charAt(start) & 0x7f) << 7 | (text.charAt(start + 1) & 0x7f);
    }

    private static String base64(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return form;
    }
}
