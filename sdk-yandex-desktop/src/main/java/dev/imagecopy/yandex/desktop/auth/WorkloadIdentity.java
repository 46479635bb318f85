package dev.imagecopy.yandex.desktop.auth;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.yandex.desktop.auth.YandexIamCalls.SubjectToken;
import java.util.function.Supplier;

/**
 * The IAM token that an identity provider's token is exchanged for, as RFC 8693 says.
 *
 * @param subjectToken asked for each token
 */
record WorkloadIdentity(Supplier<String> serviceAccountId, Supplier<String> subjectToken)
        implements CredentialsSource<YandexCredentials> {

    @Override
    public CredentialsProvider<YandexCredentials> connect(ClientConnection<YandexCredentials> connection) {
        return () -> IamTokenRequest.send(
                connection,
                YandexIamCalls.EXCHANGE_TOKEN,
                new SubjectToken(
                        serviceAccountId.get(), Secret.of(subjectToken.get().strip())));
    }
}
