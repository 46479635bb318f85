package dev.imagecopy.yandex.desktop.auth;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.yandex.desktop.auth.YandexIamCalls.IssuedToken;

/** Requests IAM tokens, whichever call of {@link YandexIamCalls} issues them. */
final class IamTokenRequest {
    /** The call that needs the token is retried, and each retry requests the token again. */
    private static final CallOptions ONE_ATTEMPT =
            CallOptions.builder().retryPolicy(RetryPolicy.none()).build();

    private IamTokenRequest() {}

    static <R> YandexCredentials send(
            ClientConnection<YandexCredentials> connection, ApiCall<R, IssuedToken> call, R request) {
        IssuedToken issued = connection.anonymous().execute(call, request, ONE_ATTEMPT);
        try {
            return YandexCredentials.iamToken(
                    issued.token(), issued.end().from(connection.time().now()));
        } catch (IllegalArgumentException unfit) {
            throw new CredentialsException(
                    "the service issued a token that cannot be sent: " + unfit.getMessage(),
                    ErrorContext.none(false),
                    null);
        }
    }
}
