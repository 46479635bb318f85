package dev.imagecopy.yandex.desktop.auth;

import dev.imagecopy.core.auth.CredentialsChain;
import dev.imagecopy.core.auth.CredentialsChain.Link;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The places where credentials are found. */
public final class YandexCredentialsProviders {
    private YandexCredentialsProviders() {}

    /**
     * Tries, in this order and without I/O, the environment variables {@code YC_IAM_TOKEN} and {@code YC_TOKEN}.
     *
     * @return the chain
     */
    public static CredentialsProvider<YandexCredentials> defaultChain() {
        return defaultChain(System::getenv);
    }

    /**
     * Builds the chain over any source of variables.
     *
     * @param environment looks a variable up; null when it is not set
     */
    static CredentialsProvider<YandexCredentials> defaultChain(UnaryOperator<@Nullable String> environment) {
        return new CredentialsChain<>(List.of(token("YC_IAM_TOKEN", environment), token("YC_TOKEN", environment)));
    }

    /** A variable is read for each attempt, so that a supervisor's change of it would count. */
    private static Link<YandexCredentials> token(String variable, UnaryOperator<@Nullable String> environment) {
        return new Link<>("environment variable " + variable, () -> {
            String token = environment.apply(variable);
            if (token == null || token.isBlank()) {
                throw new CredentialsException(variable + " is not set", ErrorContext.none(false), null);
            }
            try {
                return YandexCredentials.iamToken(token.strip());
            } catch (IllegalArgumentException unfit) {
                throw new CredentialsException(variable + ": " + unfit.getMessage(), ErrorContext.none(false), unfit);
            }
        });
    }
}
