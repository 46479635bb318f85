package dev.imagecopy.yandex.desktop.auth;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.SuppliedToken;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
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
                new SubjectToken(serviceAccountId.get(), required(SuppliedToken.of(subjectToken))));
    }

    /** A secret of Yandex Cloud must not reach the federation as if another party had issued it. */
    private static Secret required(Secret token) {
        String kind = SecretForms.kind(token.reveal());
        if (!kind.isEmpty()) {
            throw new CredentialsException(
                    "the identity provider's token is " + kind + ", and no token of an identity provider",
                    ErrorContext.none(false),
                    null);
        }
        return token;
    }
}
