package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.util.List;
import java.util.Optional;

/**
 * An access key in named settings.
 *
 * @param secretNames the names of the secret; the first that is set is used
 */
record NamedKey(NamedSettings settings, String idName, List<String> secretNames, String tokenName)
        implements CredentialsSource<AlibabaCredentials> {

    @Override
    public CredentialsProvider<AlibabaCredentials> connect(ClientConnection<AlibabaCredentials> connection) {
        return connection.explained(this::key, "");
    }

    private AlibabaCredentials key() {
        String id = settings.required(idName);
        String secret = secretNames.stream()
                .flatMap(name -> settings.value(name).stream())
                .findFirst()
                .orElseThrow(() -> new CredentialsException(
                        String.join(" or ", secretNames) + " is not set", ErrorContext.none(false), null));
        Optional<String> token = settings.value(tokenName);
        return token.isPresent()
                ? AlibabaCredentials.sts(id, secret, token.get())
                : AlibabaCredentials.accessKey(id, secret);
    }
}
