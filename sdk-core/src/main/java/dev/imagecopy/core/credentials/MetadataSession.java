package dev.imagecopy.core.credentials;

import dev.imagecopy.core.error.ApiException;
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
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.CallExecutor;
import dev.imagecopy.core.spi.Checks;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A session with the metadata service of a virtual machine: first it requests a token, then values with that token (version 2),
 * or without one if the service does not issue any, or issues one and then refuses it (version 1).
 */
public final class MetadataSession {
    private static final String LIFE_SECONDS = "21600";

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
    private final MetadataPatience patience;
    private final boolean version1;
    private final @Nullable ApiException busy;
    private String token;

    /** The busy answer is the one that came in place of a token, if the service may issue one later. */
    private MetadataSession(
            CallExecutor calls,
            Dialect dialect,
            MetadataPatience patience,
            boolean version1,
            String token,
            @Nullable ApiException busy) {
        this.calls = calls;
        this.dialect = dialect;
        this.patience = patience;
        this.version1 = version1;
        this.token = token;
        this.busy = busy;
    }

    /**
     * Starts a session. If there is no token for whatever reason, values are requested without one: a token may be lost on its
     * way into a container, which is one hop more than the service allows.
     *
     * @param noVersion1 the setting that forbids requests without a token, for the message; empty if they are allowed
     * @param patience how long to wait
     * @throws CredentialsException if there is no token and requests without one are forbidden
     */
    public static MetadataSession begin(
            CallExecutor calls, Dialect dialect, String noVersion1, MetadataPatience patience) {
        ApiCall<String, String> begin = ApiCall.<String>of(
                        "metadataToken", "PUT", dialect.tokenPath(), Repeatability.SAFE)
                .anonymous()
                .direct()
                .route(unused -> dialect.address())
                .header(dialect.lifeHeader(), unused -> LIFE_SECONDS)
                .returning(MetadataSession::token);
        boolean version1 = noVersion1.isEmpty();
        String token;
        try {
            token = calls.execute(begin, "", version1 ? patience.optionsForToken() : patience.options());
        } catch (ClientClosedException | SdkInterruptedException e) {
            throw e;
        } catch (SdkException noSession) {
            if (noSession instanceof ApiException) {
                patience.answered();
            }
            if (!version1) {
                throw withoutVersion1(noSession, noVersion1, patience);
            }
            ApiException busy = noSession instanceof ApiException answered && answered.retryable() ? answered : null;
            return new MetadataSession(calls, dialect, patience, true, "", busy);
        }
        if (!token.isEmpty()) {
            patience.answered(); // something else than the service may answer without one
        } else if (!version1) {
            throw new CredentialsException(
                    withoutVersion1(noVersion1, "the response is not a token"), ErrorContext.none(false), null);
        }
        return new MetadataSession(calls, dialect, patience, version1, token, null);
    }

    private static CredentialsException withoutVersion1(
            SdkException noSession, String setting, MetadataPatience patience) {
        String reason = withoutVersion1(setting, String.valueOf(noSession.getMessage()));
        boolean nobody = noSession instanceof TransportException || noSession instanceof DeadlineExceededException;
        return nobody
                ? patience.noAnswer(reason, noSession)
                : new CredentialsException(reason, ErrorContext.none(noSession.retryable()), noSession)
                        .dueTo(noSession);
    }

    private static String withoutVersion1(String setting, String reason) {
        return "there is no metadata session, and version 1 is switched off by " + setting + ": " + reason;
    }

    /** Starts a session with a service that may not exist. */
    public static MetadataSession begin(CallExecutor calls, Dialect dialect, String noVersion1) {
        return begin(calls, dialect, noVersion1, MetadataPatience.probing());
    }

    /**
     * Requests a value.
     *
     * @param reader completes the call with the way its response is read
     */
    public <T> T ask(String path, Function<ApiCall.Builder<String>, ApiCall<String, T>> reader) {
        ApiCall<String, T> question = reader.apply(ApiCall.<String>get("instanceMetadata", path)
                .anonymous()
                .direct()
                .route(unused -> dialect.address())
                .secret(session -> session)
                .header(dialect.tokenHeader(), session -> session.isEmpty() ? null : session));
        try {
            return ask(question, token);
        } catch (ApiException refused) {
            boolean unknown = refused.status() == 401 || refused.status() == 403;
            if (unknown && busy != null) {
                throw busy; // with the token that it did not issue for now, the service might not have refused
            }
            if (!unknown || token.isEmpty() || !version1) {
                throw refused;
            }
            return withoutToken(question, refused);
        }
    }

    /**
     * Requests a key.
     *
     * @param reader reads it from a successful response; empty if something else than the service has answered
     * @throws CredentialsException if there is no key
     */
    public <T> T askForKey(String path, Function<HttpResponse, Optional<T>> reader) {
        Optional<T> key = ask(path, question -> question.returning(reader));
        return key.orElseThrow(
                () -> CredentialsException.absent("the instance metadata service answered without a key", false));
    }

    /**
     * Returns whether a status says that a server knows no such path or method, so that whatever it is, it has no keys.
     *
     * @param status the status of the response to a request for a key
     */
    public static boolean isNone(int status) {
        return switch (status) {
            case 404, 405, 406, 410, 411, 501 -> true;
            default -> false;
        };
    }

    /** If the first version is refused as well, the refusal of the second one says more. */
    private <T> T withoutToken(ApiCall<String, T> question, ApiException refused) {
        try {
            T value = ask(question, "");
            token = "";
            return value;
        } catch (ApiException again) {
            refused.addSuppressed(again);
            throw refused;
        }
    }

    private <T> T ask(ApiCall<String, T> question, String session) {
        try {
            T value = calls.execute(question, session, patience.options());
            patience.answered();
            return value;
        } catch (ApiException e) {
            patience.answered();
            throw e;
        } catch (TransportException | DeadlineExceededException e) {
            throw patience.noAnswer("the instance metadata service cannot be reached", e);
        }
    }

    /**
     * The token; empty if the answer is none, so that something else than the service has given it. A page comes from what is in
     * between, and for now.
     */
    private static String token(HttpResponse response) {
        String token = response.bodyAsText().strip();
        if (token.startsWith("<")) {
            throw new JsonFormatException("the response is a page in HTML or XML");
        }
        return Checks.isVisibleAscii(token) ? token : "";
    }
}
