package dev.imagecopy.core.operation;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * A short text with which another process can resume an operation: store it with your own record of the job and pass it to
 * {@code ImageCopyClient.resume}. It contains ids, a name and times, but never a secret or an address, so it cannot direct a
 * client to another host. Tokens of version 1 will always be readable.
 *
 * @param value {@code v1.} followed by base64url text; at most 2 KiB; ASCII
 */
public record ResumeToken(String value) {
    /** The maximum length of a token, in characters. */
    public static final int MAX_LENGTH = 2048;

    private static final Pattern FORM = Pattern.compile("v1\\.[A-Za-z0-9_-]+");
    private static final Pattern OTHER_VERSION = Pattern.compile("v[0-9]+\\..*", Pattern.DOTALL);

    /**
     * Validates the format; the content is checked by the client that resumes the operation.
     *
     * @throws IllegalArgumentException if the text is not a resume token of a version that this SDK can read
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
     * Parses a token that was stored as text.
     *
     * @param text the text, from {@link #value()}; surrounding white space is ignored
     * @return the token
     * @throws IllegalArgumentException if the text is not a resume token of a version that this SDK can read
     */
    public static ResumeToken parse(String text) {
        requireNonNull(text, "text");
        return new ResumeToken(text.strip());
    }
}
