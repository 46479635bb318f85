package dev.imagecopy.core.credentials;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.DeadlineExceededException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.retry.RetryPolicy;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallExecutor;
import dev.imagecopy.core.spi.Checks;
import java.time.Duration;
import java.util.function.Function;

/**
 * A session with the metadata service of a virtual machine: first it requests a token, then values with that token (version 2),
 * or without one if the service does not issue any (version 1). Each request is sent once and takes at most one second, since
 * nobody answers outside the cloud.
 */
public final class MetadataSession {
    private static final String LIFE_SECONDS = "21600";
    private static final CallOptions QUICK = CallOptions.builder()
            .callTimeout(Duration.ofSeconds(1))
            .retryPolicy(RetryPolicy.none())
            .build();

    /**
     * The protocol of a vendor's service.
     *
     * @param address its address
     * @param tokenPath where to request a token, by PUT
     * @param lifeHeader the header for the token's lifetime in seconds
     * @param tokenHeader the header for the token in later requests
     */
    public record Dialect(String address, String tokenPath, String lifeHeader, String tokenHeader) {}

    private final CallExecutor calls;
    private final Dialect dialect;
    private final String token;

    private MetadataSession(CallExecutor calls, Dialect dialect, String token) {
        this.calls = calls;
        this.dialect = dialect;
        this.token = token;
    }

    /**
     * Starts a session. If there is no token for whatever reason, values are requested without one: a token may be lost on its
     * way into a container, which is one hop more than the service allows.
     *
     * @param noVersion1 the setting that forbids requests without a token, for the message; empty if they are allowed
     * @throws CredentialsException if there is no token and requests without one are forbidden
     */
    public static MetadataSession begin(CallExecutor calls, Dialect dialect, String noVersion1) {
        ApiCall<String, String> begin = ApiCall.<String>of(
                        "metadataToken", "PUT", dialect.tokenPath(), Repeatability.SAFE)
                .anonymous()
                .route(unused -> dialect.address())
                .header(dialect.lifeHeader(), unused -> LIFE_SECONDS)
                .returning(MetadataSession::token);
        try {
            return new MetadataSession(calls, dialect, calls.execute(begin, "", QUICK));
        } catch (ClientClosedException | SdkInterruptedException e) {
            throw e;
        } catch (SdkException noSession) {
            if (!noVersion1.isEmpty()) {
                throw new CredentialsException(
                        "there is no metadata session, and version 1 is switched off by " + noVersion1 + ": "
                                + noSession.getMessage(),
                        ErrorContext.none(noSession.retryable()),
                        noSession);
            }
            return new MetadataSession(calls, dialect, "");
        }
    }

    /**
     * Requests a value.
     *
     * @param reader completes the call with the way its response is read
     */
    public <T> T ask(String path, Function<ApiCall.Builder<String>, ApiCall<String, T>> reader) {
        ApiCall<String, T> question = reader.apply(ApiCall.<String>get("instanceMetadata", path)
                .anonymous()
                .route(unused -> dialect.address())
                .secret(session -> session)
                .header(dialect.tokenHeader(), session -> session.isEmpty() ? null : session));
        try {
            return calls.execute(question, token, QUICK);
        } catch (TransportException | DeadlineExceededException e) {
            throw CredentialsException.absent("the instance metadata service cannot be reached", true);
        }
    }

    private static String token(HttpResponse response) {
        String token = response.bodyAsText().strip();
        if (token.isEmpty() || !Checks.isVisibleAscii(token)) {
            throw new JsonFormatException("the response is not a token");
        }
        return token;
    }
}
