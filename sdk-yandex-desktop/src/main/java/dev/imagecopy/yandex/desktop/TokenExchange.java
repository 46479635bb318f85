package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallExecutor;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.yandex.desktop.YandexDesktopCalls.SubjectToken;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.auth.YandexTokenExchange;
import java.net.URI;
import java.time.Instant;
import java.util.function.Function;

/** Asks for tokens through the client's engine. */
final class TokenExchange implements YandexTokenExchange {
    /** One attempt: the call that needs the token repeats itself, and asks again then. */
    private static final CallOptions ONCE =
            CallOptions.builder().retryPolicy(RetryPolicy.none()).build();

    private final CallExecutor calls;
    private final String jwtAudience;
    private final TimeSource time;

    TokenExchange(CallExecutor calls, String jwtAudience, TimeSource time) {
        this.calls = calls;
        this.jwtAudience = jwtAudience;
        this.time = time;
    }

    /** The client's own routes, and addresses as they are: that of the metadata service depends on the machine. */
    static Function<String, URI> routes(Function<String, URI> endpoints) {
        return route -> route.startsWith("http") ? URI.create(route) : endpoints.apply(route);
    }

    @Override
    public YandexCredentials exchangeJwt(String jwt) {
        IamToken token = ask(YandexDesktopCalls.Later.CREATE_TOKEN, jwt);
        return credentials(token.token(), TokenReader.end(token, time.now()));
    }

    @Override
    public YandexCredentials exchangeSubjectToken(String serviceAccountId, String subjectToken) {
        IssuedToken token =
                ask(YandexDesktopCalls.Later.EXCHANGE_TOKEN, new SubjectToken(serviceAccountId, subjectToken));
        return credentials(token.token(), time.now().plus(token.life()));
    }

    @Override
    public YandexCredentials askMetadata(URI base) {
        IssuedToken token = ask(YandexDesktopCalls.Later.METADATA_TOKEN, base);
        return credentials(token.token(), time.now().plus(token.life()));
    }

    @Override
    public String jwtAudience() {
        return jwtAudience;
    }

    @Override
    public TimeSource time() {
        return time;
    }

    private <R, T> T ask(ApiCall<R, T> call, R request) {
        try {
            return calls.execute(call, request, ONCE);
        } catch (SdkInterruptedException | ClientClosedException e) {
            throw e;
        } catch (NotFoundException e) {
            boolean machine = call == YandexDesktopCalls.Later.METADATA_TOKEN;
            throw refused(machine ? "this machine has no service account" : String.valueOf(e.getMessage()), false);
        } catch (SdkException e) {
            throw refused(String.valueOf(e.getMessage()), e.retryable());
        }
    }

    private static YandexCredentials credentials(String token, Instant end) {
        try {
            return YandexCredentials.iamToken(token, end);
        } catch (IllegalArgumentException unfit) {
            throw refused("the service gave a token that cannot be sent: " + unfit.getMessage(), false);
        }
    }

    private static CredentialsException refused(String reason, boolean retryable) {
        return new CredentialsException(reason, ErrorContext.none(retryable), null);
    }
}
