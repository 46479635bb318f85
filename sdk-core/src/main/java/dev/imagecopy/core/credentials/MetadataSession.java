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
 * A session with the metadata service of a virtual machine: first a token, then values that are asked for with it (version 2),
 * or without one where the service does not give any (version 1). Each question is asked once and takes at most one second,
 * since off the cloud nobody answers.
 */
public final class MetadataSession {
    private static final String LIFE_SECONDS = "21600";
    private static final CallOptions QUICK = CallOptions.builder()
            .callTimeout(Duration.ofSeconds(1))
            .retryPolicy(RetryPolicy.none())
            .build();

    /**
     * How a vendor's service speaks.
     *
     * @param address its address
     * @param tokenPath where a token is asked for, by PUT
     * @param lifeHeader tells how many seconds the token shall live
     * @param tokenHeader carries the token in later questions
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
     * Begins a session. Whatever keeps the service from giving a token, the values are then asked for without: a token may
     * also get lost on its way into a container, which is a hop further than it may travel.
     *
     * @param noVersion1 the setting that forbids to ask without a token, to name in the message; empty when that is allowed
     * @throws CredentialsException if there is no token and asking without one is forbidden
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
     * Asks for a value.
     *
     * @param reader ends the question by how its answer is read
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
            throw new CredentialsException(
                    "the instance metadata service is out of reach", ErrorContext.none(true), null);
        }
    }

    private static String token(HttpResponse response) {
        String token = response.bodyAsText().strip();
        if (token.isEmpty() || !Checks.isVisibleAscii(token)) {
            throw new JsonFormatException("the answer is no token");
        }
        return token;
    }
}
