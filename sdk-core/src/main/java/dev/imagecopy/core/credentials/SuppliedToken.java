package dev.imagecopy.core.credentials;

import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an application's supplier of tokens gives, or what is wrong with it. */
public final class SuppliedToken {
    private SuppliedToken() {}

    /**
     * Asks for a token.
     *
     * @param supplier the application's; what it throws is thrown on
     * @throws CredentialsException if it gives null, a blank text or one with line ends; the message never holds the value
     */
    public static Secret of(Supplier<? extends @Nullable String> supplier) {
        String token = supplier.get();
        if (token == null) {
            throw useless("null");
        }
        if (token.isBlank()) {
            throw useless("a blank text");
        }
        try {
            return Secret.of(token.strip());
        } catch (IllegalArgumentException e) {
            throw useless("a text with control characters, such as line ends");
        }
    }

    private static CredentialsException useless(String what) {
        return new CredentialsException(
                "the token supplier returned " + what
                        + "; it must return a token, or throw what keeps it from having one",
                ErrorContext.none(false),
                null);
    }
}
