package dev.imagecopy.bulk.internal.journal;

import static java.util.Objects.requireNonNull;

/**
 * What is stored under a key.
 *
 * @param key visible ASCII
 * @param state a word
 * @param body a JSON object on one line
 */
public record Entry(String key, String state, String body) {
    /** Rejects what would not be one line. */
    public Entry {
        if (requireNonNull(key, "key").isEmpty() || key.length() > 1000 || !isVisible(key)) {
            throw new IllegalArgumentException("A key has 1 to 1000 visible ASCII characters");
        }
        if (!requireNonNull(state, "state").matches("[A-Z_]{1,20}")) {
            throw new IllegalArgumentException("A state is a word, not " + state);
        }
        if (!requireNonNull(body, "body").startsWith("{") || body.indexOf('\n') >= 0 || body.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("A body is a JSON object on one line");
        }
    }

    private static boolean isVisible(String text) {
        return text.chars().allMatch(c -> c > ' ' && c <= '~');
    }
}
