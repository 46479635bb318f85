package dev.imagecopy.core.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * A secret text that is not revealed by accident: {@link #toString()} is {@code ***}, and it is not serializable. Immutable.
 */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /**
     * Wraps a secret.
     *
     * @param value the secret; must not be blank
     * @return the wrapped secret
     * @throws IllegalArgumentException if the value is blank or contains a control character; the message never contains it
     */
    public static Secret of(String value) {
        Objects.requireNonNull(value, "value");
        if (value.isBlank()) {
            throw new IllegalArgumentException("A secret must not be blank");
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new IllegalArgumentException("A secret must not contain control characters such as line ends");
            }
        }
        return new Secret(value);
    }

    /**
     * Returns the secret itself. For signers only: never put it into a message or a log.
     *
     * @return the secret text
     */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        if (other == this) {
            return true; // the usual case: credentials are compared in each attempt
        }
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
