package dev.imagecopy.yandex.desktop.auth;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.SuppliedToken;
import dev.imagecopy.yandex.desktop.auth.YandexIamCalls.SubjectToken;
import java.util.function.Supplier;

/**
 * The IAM token for an identity provider's token, exchanged as in RFC 8693.
 *
 * @param subjectToken called for each token
 */
record WorkloadIdentity(Supplier<String> serviceAccountId, Supplier<String> subjectToken)
        implements CredentialsSource<YandexCredentials> {

    @Override
    public CredentialsProvider<YandexCredentials> connect(ClientConnection<YandexCredentials> connection) {
        return () -> IamTokenRequest.send(
                connection,
                YandexIamCalls.EXCHANGE_TOKEN,
                new SubjectToken(serviceAccountId.get(), SuppliedToken.of(subjectToken)));
    }
}
