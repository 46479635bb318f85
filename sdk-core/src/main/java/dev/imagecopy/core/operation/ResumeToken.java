package dev.imagecopy.core.operation;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * A short text from which another process can pick an operation up: keep it beside your own record of the job and hand it
 * to {@code ImageCopyClient.resume}. It holds ids, a name and times, never a secret and never an address, so it cannot
 * send a client anywhere. Tokens of version 1 stay readable for ever.
 *
 * @param value {@code v1.} followed by base64url text; at most 2 KiB; ASCII
 */
public record ResumeToken(String value) {
    /** The longest that a token may be, in characters. */
    public static final int MAX_LENGTH = 2048;

    private static final Pattern FORM = Pattern.compile("v1\\.[A-Za-z0-9_-]+");
    private static final Pattern OTHER_VERSION = Pattern.compile("v[0-9]+\\..*", Pattern.DOTALL);

    /**
     * Checks the outer form; the content is checked by the client that resumes.
     *
     * @throws IllegalArgumentException if the text is no resume token of a version that this SDK reads
     */
    public ResumeToken {
        requireNonNull(value, "value");
        if (value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A resume token has at most " + MAX_LENGTH + " characters, this text has " + value.length());
        }
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    OTHER_VERSION.matcher(value).matches() && !value.startsWith("v1.")
                            ? "This resume token is of version " + value.substring(0, value.indexOf('.'))
                                    + "; this SDK reads version v1"
                            : "Not a resume token: expected v1. followed by base64url text, possibly cut off");
        }
    }

    /**
     * Reads a token that was stored as text.
     *
     * @param text what {@link #value()} returned; surrounding white space is ignored
     * @return the token
     * @throws IllegalArgumentException if the text is no resume token of a version that this SDK reads
     */
    public static ResumeToken parse(String text) {
        requireNonNull(text, "text");
        return new ResumeToken(text.strip());
    }
}
