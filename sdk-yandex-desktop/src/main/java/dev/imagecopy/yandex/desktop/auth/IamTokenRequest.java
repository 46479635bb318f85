package dev.imagecopy.yandex.desktop.auth;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallExecutor;
import dev.imagecopy.yandex.desktop.auth.YandexIamCalls.IssuedToken;

/** Requests IAM tokens, whichever call of {@link YandexIamCalls} issues them. */
final class IamTokenRequest {
    /** The call that needs the token is retried, and each retry requests the token again. */
    static final CallOptions ONE_ATTEMPT =
            CallOptions.builder().retryPolicy(RetryPolicy.none()).build();

    private IamTokenRequest() {}

    static <R> YandexCredentials send(
            ClientConnection<YandexCredentials> connection, ApiCall<R, IssuedToken> call, R request) {
        return send(connection, connection.anonymous(), call, request, ONE_ATTEMPT);
    }

    /**
     * Requests a token.
     *
     * @param calls makes the call
     * @param options the call's options
     */
    static <R> YandexCredentials send(
            ClientConnection<YandexCredentials> connection,
            CallExecutor calls,
            ApiCall<R, IssuedToken> call,
            R request,
            CallOptions options) {
        IssuedToken issued = calls.execute(call, request, options);
        if (call == YandexIamCalls.METADATA_TOKEN && issued.token().isEmpty()) {
            throw CredentialsException.absent("the metadata service answered without a token", false);
        }
        if (call == YandexIamCalls.METADATA_TOKEN
                && SecretForms.kind(issued.token()).equals(SecretForms.GOOGLE)) {
            throw CredentialsException.absent(
                    "the metadata service issued " + SecretForms.GOOGLE + ": this machine is not one of Yandex Cloud",
                    false);
        }
        try {
            return YandexCredentials.iamToken(
                    issued.token(), issued.endBy(connection.time().now()));
        } catch (IllegalArgumentException unfit) {
            throw new CredentialsException(
                    "the service issued a token that cannot be sent: " + unfit.getMessage(),
                    ErrorContext.none(false),
                    null);
        }
    }
}
