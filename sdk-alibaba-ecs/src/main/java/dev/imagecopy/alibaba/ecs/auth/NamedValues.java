package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An access key under well-known names, such as environment variables. */
final class NamedValues implements CredentialsProvider<AlibabaCredentials> {
    /** Looks a name up. */
    @FunctionalInterface
    interface Source {
        /**
         * Looks a name up.
         *
         * @param name the name
         * @return its value, null when it has none
         */
        @Nullable
        String value(String name);
    }

    private final Source source;
    private final String idName;
    private final List<String> secretNames;
    private final String tokenName;

    NamedValues(Source source, String idName, List<String> secretNames, String tokenName) {
        this.source = source;
        this.idName = idName;
        this.secretNames = secretNames;
        this.tokenName = tokenName;
    }

    @Override
    public AlibabaCredentials resolve() {
        String id = value(idName).orElseThrow(() -> missing(idName));
        String secret = secretNames.stream()
                .map(this::value)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> missing(String.join(" or ", secretNames)));
        Optional<String> token = value(tokenName);
        try {
            return token.map(text -> AlibabaCredentials.sts(id, secret, text))
                    .orElseGet(() -> AlibabaCredentials.accessKey(id, secret));
        } catch (IllegalArgumentException unfit) {
            throw new CredentialsException(String.valueOf(unfit.getMessage()), ErrorContext.none(false), unfit);
        }
    }

    /** A variable that is set to nothing is as good as unset, which shells make hard to tell apart. */
    private Optional<String> value(String name) {
        return Optional.ofNullable(source.value(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static CredentialsException missing(String name) {
        return new CredentialsException(name + " is not set", ErrorContext.none(false), null);
    }
}
