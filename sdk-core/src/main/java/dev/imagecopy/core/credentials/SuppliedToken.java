package dev.imagecopy.core.credentials;

import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The token from an application's supplier, or what is wrong with it. */
public final class SuppliedToken {
    private SuppliedToken() {}

    /**
     * Gets a token.
     *
     * @param supplier the application's supplier; its exceptions are passed on
     * @throws CredentialsException if it returns null, a blank text or one with line ends; the message never contains the value
     */
    public static Secret of(Supplier<? extends @Nullable String> supplier) {
        String token = supplier.get();
        if (token == null) {
            throw useless("null");
        }
        if (token.isBlank()) {
            throw useless("a blank text");
        }
        String bare = token.strip();
        String flaw = SecretText.flaw(bare);
        if (!flaw.isEmpty()) {
            throw useless("a text that " + flaw);
        }
        Secret secret;
        try {
            secret = Secret.of(bare);
        } catch (IllegalArgumentException e) {
            throw useless("a text with control characters, such as line ends");
        }
        if (!SecretText.isWord(bare)) {
            throw useless("a text with blanks, quotes or other characters that are in no token");
        }
        return secret;
    }

    private static CredentialsException useless(String what) {
        return new CredentialsException(
                "the token supplier returned " + what
                        + "; it must return a token, or throw what keeps it from having one",
                ErrorContext.none(false),
                null);
    }
}
