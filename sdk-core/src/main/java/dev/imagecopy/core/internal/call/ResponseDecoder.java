package dev.imagecopy.core.internal.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.internal.KnownSecrets;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.retry.Repeatability;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.ErrorDecoder;
import dev.imagecopy.core.spi.ServiceError;
import dev.imagecopy.core.spi.ServiceTime;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Decodes the responses of one call: into a value, or into a failure that says what can be done about it. */
final class ResponseDecoder<T> {
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private final ApiCall<?, T> call;
    private final ErrorDecoder errors;
    private final UnaryOperator<String> cleaner;
    private final Predicate<JsonNode> namesSecrets;

    /**
     * Creates the decoder of one call.
     *
     * @param cleaner removes secrets from text that the service sent
     * @param namesSecrets whether an id or a name in a document contains part of a secret
     */
    ResponseDecoder(
            ApiCall<?, T> call, ErrorDecoder errors, UnaryOperator<String> cleaner, Predicate<JsonNode> namesSecrets) {
        this.call = call;
        this.errors = errors;
        this.cleaner = cleaner;
        this.namesSecrets = namesSecrets;
    }

    /** A response that makes a parser or a reader fail, even with an Error, counts as unreadable. */
    DecodedResponse<T> decode(HttpResponse response, TimeSource time) {
        try {
            return parse(response, time);
        } catch (RuntimeException | Error e) {
            return unreadable(response, e);
        }
    }

    private DecodedResponse<T> parse(HttpResponse response, TimeSource time) {
        JsonNode body = MissingNode.getInstance();
        JsonFormatException unreadable = null;
        boolean json = call.expectedBody().isJson(response);
        if (response.isSuccessful() ? json : response.body().length > 0) {
            try {
                body = Json.parse(response.body());
            } catch (JsonFormatException e) {
                unreadable = e;
            }
        }
        if (errors.isError(response, body)) {
            ServiceError error = errors.decode(response, body);
            boolean foreign = isForeign(response, body);
            if (foreign && error.recovery() != Recovery.TRANSIENT && error.recovery() != Recovery.THROTTLED) {
                return unreadable(
                        response,
                        new JsonFormatException(
                                PlainHttpRefusal.isIn(response)
                                        ? "plain http was sent to a port that speaks https"
                                        : "the response is not an error of the service"));
            }
            Optional<T> result = foreign ? Optional.empty() : call.resultOf(error);
            if (result.isPresent()) {
                return new DecodedResponse.Value<>(result.get(), exchangeId(response, body));
            }
            // A retry date is by the service's clock, so it must be compared with that clock.
            Instant now = ServiceTime.of(response).orElseGet(time::now);
            return refused(response, error, now, foreign);
        }
        if (json && unreadable != null) {
            return unreadable(response, unreadable);
        }
        if (json && namesSecrets.test(body)) {
            return unreadable(response, new JsonFormatException("an id or a name contains part of a secret"));
        }
        Optional<String> foreign =
                call.expectedBody().foreign(response, call.repeatability().isMutating());
        return foreign.isPresent()
                ? unreadable(response, new JsonFormatException(foreign.get()))
                : value(response, body);
    }

    /** Decodes "not found" as success: an earlier attempt must have succeeded. */
    DecodedResponse<T> decodeAsGone(HttpResponse response) {
        return value(response, MissingNode.getInstance());
    }

    private DecodedResponse<T> value(HttpResponse response, JsonNode body) {
        try {
            T value = Objects.requireNonNull(call.read(body, response), "the reader returned null");
            return new DecodedResponse.Value<>(value, exchangeId(response, body));
        } catch (ResponseFormatException e) {
            return unreadable(e.reason(), response, e.retryable(), null);
        } catch (RuntimeException | Error e) {
            // A reader that fails (for example on an id with forbidden characters) must not hide that the call was
            // executed.
            return unreadable(response, e);
        }
    }

    private DecodedResponse<T> unreadable(HttpResponse response, Throwable why) {
        // Only our own messages are known not to quote the response; of other exceptions, only the type is shown.
        String reason = why instanceof JsonFormatException
                ? String.valueOf(why.getMessage())
                : why.getClass().getSimpleName();
        JsonFormatException cause = new JsonFormatException(reason);
        cause.setStackTrace(why.getStackTrace());
        return unreadable(response.status() + " with an answer that cannot be read: " + reason, response, true, cause);
    }

    /** The reason comes from our own code; texts from the service pass the cleaner. */
    private DecodedResponse<T> unreadable(
            String reason, HttpResponse response, boolean retryable, @Nullable RuntimeException cause) {
        Optional<String> requestId = idOf(response);
        AttemptFailure failure = AttemptFailure.unreadable(
                new ResponseFormatException(reason, response.status(), requestId, ErrorContext.none(retryable), cause));
        return new DecodedResponse.Refusal<>(failure, requestId);
    }

    private DecodedResponse<T> refused(HttpResponse response, ServiceError refusal, Instant now, boolean foreign) {
        Optional<Duration> hint = HintParser.parse(
                refusal.error().retryAfterOrNull(), response.headers(), errors.retryAfterMillisHeaders(), now);
        ApiError error = KnownSecrets.clean(refusal.error(), hint, excerpt(response, refusal.error()), cleaner);
        Recovery recovery = refusal.recovery();
        AttemptFailure failure = new AttemptFailure(
                recovery,
                foreign || mayHaveExecuted(recovery),
                hint,
                refusal.throttleWindow(),
                context -> refusal.exception().apply(error, context));
        return new DecodedResponse.Refusal<>(failure, Optional.ofNullable(error.requestIdOrNull()));
    }

    /**
     * Whether somebody between us and the service answered, who does not know what became of the call. A proxy that asks for
     * credentials does: it has not passed the call on. Calls without credentials go to services with errors of their own.
     */
    private boolean isForeign(HttpResponse response, JsonNode body) {
        return response.status() != PROXY_AUTHENTICATION_REQUIRED
                && !call.isAnonymous()
                && !response.bodyAsText().isBlank()
                && errors.isForeign(response, body);
    }

    private boolean mayHaveExecuted(Recovery recovery) {
        return recovery == Recovery.TRANSIENT
                || recovery == Recovery.SIGN_AGAIN
                || (recovery == Recovery.AT_WORK && call.repeatability() == Repeatability.KEYED);
    }

    /** Prefers the provider's own excerpt, since the provider knows what must not be shown. */
    private @Nullable String excerpt(HttpResponse response, ApiError raw) {
        String chosen = raw.bodyExcerptOrNull();
        if (chosen == null && response.body().length == 0) {
            return null;
        }
        return cleaner.apply(chosen == null ? response.bodyAsText() : chosen);
    }

    private Optional<String> exchangeId(HttpResponse response, JsonNode body) {
        return errors.exchangeId(response, body).map(cleaner);
    }

    /** The id in a response that another reader has already failed on. */
    private Optional<String> idOf(HttpResponse response) {
        try {
            return exchangeId(response, MissingNode.getInstance());
        } catch (RuntimeException | Error e) {
            return Optional.empty();
        }
    }
}
