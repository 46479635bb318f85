package dev.imagecopy.yandex.desktop.auth;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialsSource;
import java.util.function.Supplier;

/**
 * The IAM token for a JWT that is signed with a service account's authorized key.
 *
 * @param key called for each token
 */
record AuthorizedKeyLogin(Supplier<AuthorizedKey> key) implements CredentialsSource<YandexCredentials> {

    @Override
    public CredentialsProvider<YandexCredentials> connect(ClientConnection<YandexCredentials> connection) {
        return () -> {
            String audience = connection.address(YandexIamCalls.AUDIENCE).toString();
            String jwt = SignedJwt.sign(key.get(), audience, connection.time().now(), SignedJwt.LIFE);
            return IamTokenRequest.send(connection, YandexIamCalls.CREATE_TOKEN, jwt);
        };
    }
}
