package dev.imagecopy.core.internal;

import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.JsonValue;
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
    private final @Nullable T value;
    private final @Nullable Failed failure;
    private final @Nullable String refusedId;

    private Answer(@Nullable T value, @Nullable Failed failure, @Nullable String refusedId) {
        this.value = value;
        this.failure = failure;
        this.refusedId = refusedId;
    }

    static <R, T> Answer<T> read(
            ApiCall<R, T> call,
            HttpResponse response,
            ErrorDecoder errors,
            UnaryOperator<String> cleaner,
            TimeSource time) {
        JsonValue body = JsonValue.missing();
        JsonFormatException unreadable = null;
        if (call.readsJson() || !response.isSuccessful()) {
            try {
                body = JsonValue.parse(response.body());
            } catch (JsonFormatException e) {
                unreadable = e;
            }
        }
        if (errors.isError(response, body)) {
            return refused(errors.decode(response, body), response, cleaner, time.now());
        }
        return unreadable == null || !call.readsJson()
                ? value(call, body, response, errors, cleaner)
                : bad(unreadable, response, errors, cleaner);
    }

    /** Reads "not found" as the success that an earlier attempt must have had. */
    static <R, T> Answer<T> gone(
            ApiCall<R, T> call, HttpResponse response, ErrorDecoder errors, UnaryOperator<String> cleaner) {
        return value(call, JsonValue.missing(), response, errors, cleaner);
    }

    private static <R, T> Answer<T> value(
            ApiCall<R, T> call,
            JsonValue body,
            HttpResponse response,
            ErrorDecoder errors,
            UnaryOperator<String> cleaner) {
        try {
            T value = Objects.requireNonNull(call.read(body, response), "the reader returned null");
            return new Answer<>(value, null, null);
        } catch (SdkException e) {
            throw e;
        } catch (RuntimeException e) {
            // A reader that stumbles (an id of forbidden characters, say) must not hide that the call was executed.
            return bad(e, response, errors, cleaner);
        }
    }

    private static <T> Answer<T> bad(
            RuntimeException why, HttpResponse response, ErrorDecoder errors, UnaryOperator<String> cleaner) {
        // Only our own messages are known not to quote the answer; of others the place must do.
        String reason = why instanceof JsonFormatException
                ? String.valueOf(why.getMessage())
                : why.getClass().getSimpleName();
        JsonFormatException cause = new JsonFormatException(reason);
        cause.setStackTrace(why.getStackTrace());
        Optional<String> requestId = exchangeId(response, errors, cleaner);
        Failed failed = Failed.badAnswer(new ResponseFormatException(
                response.status() + " with an answer that cannot be read: " + reason,
                response.status(),
                requestId,
                ErrorContext.none(true),
                cause));
        return new Answer<>(null, failed, requestId.orElse(null));
    }

    private static <T> Answer<T> refused(
            ServiceError refusal, HttpResponse response, UnaryOperator<String> cleaner, Instant now) {
        Optional<Duration> hint = HintParser.parse(refusal.error().retryAfterOrNull(), response.headers(), now);
        ApiError error = cleaned(refusal.error(), hint, excerpt(refusal.error(), response, cleaner), cleaner);
        Recovery recovery = refusal.recovery();
        Failed failed = new Failed(recovery, recovery == Recovery.TRANSIENT, hint, context -> refusal.exception()
                .apply(error, context));
        return new Answer<>(null, failed, error.requestIdOrNull());
    }

    private static Optional<String> exchangeId(
            HttpResponse response, ErrorDecoder errors, UnaryOperator<String> cleaner) {
        return errors.exchangeId(response).map(cleaner);
    }

    /** Removes secrets from every text of an error. */
    static ApiError cleaned(
            ApiError raw, Optional<Duration> hint, @Nullable String excerpt, UnaryOperator<String> cleaner) {
        Map<String, String> details = new LinkedHashMap<>();
        raw.details().forEach((name, text) -> details.put(name, cleaner.apply(text)));
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
    private static @Nullable String excerpt(ApiError raw, HttpResponse response, UnaryOperator<String> cleaner) {
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
    Optional<String> requestId(HttpResponse response, ErrorDecoder errors, UnaryOperator<String> cleaner) {
        return failure == null ? exchangeId(response, errors, cleaner) : Optional.ofNullable(refusedId);
    }
}
