package dev.imagecopy.core.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.retry.Recovery;
import dev.imagecopy.core.spi.ApiCall;
import dev.imagecopy.core.spi.ErrorDecoder;
import dev.imagecopy.core.spi.ServiceError;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One answer, read: a value, or a failure that knows what may be done about it. */
final class Answer<T> {
    private final HttpResponse response;
    private final ErrorDecoder errors;
    private final UnaryOperator<String> cleaner;
    private @Nullable T value;
    private @Nullable Failed failure;
    private @Nullable String refusedId;

    private Answer(HttpResponse response, ErrorDecoder errors, UnaryOperator<String> cleaner) {
        this.response = response;
        this.errors = errors;
        this.cleaner = cleaner;
    }

    static <R, T> Answer<T> read(
            ApiCall<R, T> call,
            HttpResponse response,
            ErrorDecoder errors,
            UnaryOperator<String> cleaner,
            TimeSource time) {
        Answer<T> answer = new Answer<>(response, errors, cleaner);
        answer.read(call, time);
        return answer;
    }

    private void read(ApiCall<?, T> call, TimeSource time) {
        JsonNode body = MissingNode.getInstance();
        JsonFormatException unreadable = null;
        if (call.readsJson() || !response.isSuccessful()) {
            try {
                body = Json.parse(response.body());
            } catch (JsonFormatException e) {
                unreadable = e;
            }
        }
        if (errors.isError(response, body)) {
            refused(errors.decode(response, body), time.now());
        } else if (unreadable == null || !call.readsJson()) {
            readValue(call, body);
        } else {
            bad(unreadable);
        }
    }

    /** Reads "not found" as the success that an earlier attempt must have had. */
    void readAsGone(ApiCall<?, T> call) {
        failure = null;
        readValue(call, MissingNode.getInstance());
    }

    private void readValue(ApiCall<?, T> call, JsonNode body) {
        try {
            value = Objects.requireNonNull(call.read(body, response), "the reader returned null");
        } catch (SdkException e) {
            throw e;
        } catch (RuntimeException e) {
            // A reader that stumbles (an id of forbidden characters, say) must not hide that the call was executed.
            bad(e);
        }
    }

    private void bad(RuntimeException why) {
        // Only our own messages are known not to quote the answer; of others the place must do.
        String reason = why instanceof JsonFormatException
                ? String.valueOf(why.getMessage())
                : why.getClass().getSimpleName();
        JsonFormatException cause = new JsonFormatException(reason);
        cause.setStackTrace(why.getStackTrace());
        Optional<String> requestId = exchangeId();
        refusedId = requestId.orElse(null);
        failure = Failed.badAnswer(new ResponseFormatException(
                response.status() + " with an answer that cannot be read: " + reason,
                response.status(),
                requestId,
                ErrorContext.none(true),
                cause));
    }

    private void refused(ServiceError refusal, Instant now) {
        Optional<Duration> hint = HintParser.parse(refusal.error().retryAfterOrNull(), response.headers(), now);
        ApiError error = cleaned(refusal.error(), hint, excerpt(refusal.error()), cleaner);
        Recovery recovery = refusal.recovery();
        refusedId = error.requestIdOrNull();
        failure = new Failed(recovery, recovery == Recovery.TRANSIENT, hint, context -> refusal.exception()
                .apply(error, context));
    }

    private Optional<String> exchangeId() {
        return errors.exchangeId(response).map(cleaner);
    }

    /** Removes secrets from every text of an error. */
    static ApiError cleaned(
            ApiError raw, Optional<Duration> hint, @Nullable String excerpt, UnaryOperator<String> cleaner) {
        Map<String, String> details = new LinkedHashMap<>();
        for (Map.Entry<String, String> detail : raw.details().entrySet()) {
            details.put(detail.getKey(), cleaner.apply(detail.getValue()));
        }
        String requestId = raw.requestIdOrNull();
        return new ApiError(
                raw.status(),
                cleaner.apply(raw.code()),
                cleaner.apply(raw.message()),
                requestId == null ? null : cleaner.apply(requestId),
                hint.orElse(null),
                excerpt,
                details);
    }

    /** A decoder that knows what must not be shown gives an excerpt of its own. */
    private @Nullable String excerpt(ApiError raw) {
        String chosen = raw.bodyExcerptOrNull();
        if (chosen == null && response.body().length == 0) {
            return null;
        }
        return cleaner.apply(chosen == null ? response.bodyAsText() : chosen);
    }

    @Nullable
    Failed failure() {
        return failure;
    }

    T value() {
        return Objects.requireNonNull(value);
    }

    /** The service's id of the exchange; of a refusal, the one that its error names. */
    Optional<String> requestId() {
        return failure == null ? exchangeId() : Optional.ofNullable(refusedId);
    }
}
