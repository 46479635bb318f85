package dev.imagecopy.core.internal;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.Secret;
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
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One answer, read: a value, or a failure that knows what may be done about it. */
final class Answer<T> {
    private final @Nullable T value;
    private final @Nullable Failed failure;
    private final Supplier<Optional<String>> requestId;

    private Answer(@Nullable T value, @Nullable Failed failure, Supplier<Optional<String>> requestId) {
        this.value = value;
        this.failure = failure;
        this.requestId = requestId;
    }

    static <R, T> Answer<T> read(
            ApiCall<R, T> call, HttpResponse response, ErrorDecoder errors, @Nullable Credentials used, Instant now) {
        List<Secret> secrets = used == null ? List.of() : used.secrets();
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
            return refused(errors.decode(response, body), response, secrets, now);
        }
        return unreadable == null || !call.readsJson()
                ? value(call, body, response, errors, secrets)
                : bad(unreadable, response, errors, secrets);
    }

    /** Reads "not found" as the success that an earlier attempt must have had. */
    static <R, T> Answer<T> gone(ApiCall<R, T> call, HttpResponse response, ErrorDecoder errors) {
        return value(call, JsonValue.missing(), response, errors, List.of());
    }

    private static <R, T> Answer<T> value(
            ApiCall<R, T> call, JsonValue body, HttpResponse response, ErrorDecoder errors, List<Secret> secrets) {
        try {
            T value = Objects.requireNonNull(call.read(body, response), "the reader returned null");
            return new Answer<>(value, null, () -> requestId(response, errors, secrets));
        } catch (SdkException e) {
            throw e;
        } catch (RuntimeException e) {
            // A reader that stumbles (an id of forbidden characters, say) must not hide that the call was executed.
            return bad(e, response, errors, secrets);
        }
    }

    private static <T> Answer<T> bad(
            RuntimeException why, HttpResponse response, ErrorDecoder errors, List<Secret> secrets) {
        // Only our own messages are known not to quote the answer; of others the place must do.
        String reason = why instanceof JsonFormatException
                ? String.valueOf(why.getMessage())
                : why.getClass().getSimpleName();
        JsonFormatException cause = new JsonFormatException(reason);
        cause.setStackTrace(why.getStackTrace());
        Optional<String> requestId = requestId(response, errors, secrets);
        Failed failed = Failed.badAnswer(new ResponseFormatException(
                response.status() + " with an answer that cannot be read: " + reason,
                response.status(),
                requestId,
                ErrorContext.none(true),
                cause));
        return new Answer<>(null, failed, () -> requestId);
    }

    private static <T> Answer<T> refused(
            ServiceError refusal, HttpResponse response, List<Secret> secrets, Instant now) {
        Optional<Duration> hint = HintParser.parse(refusal.error().retryAfterOrNull(), response.headers(), now);
        ApiError error = cleaned(refusal.error(), response, hint, secrets);
        Recovery recovery = refusal.recovery();
        Failed failed = Failed.of(recovery, recovery == Recovery.TRANSIENT, hint, context -> refusal.exception()
                .apply(error, context));
        return new Answer<>(null, failed, () -> Optional.ofNullable(error.requestIdOrNull()));
    }

    private static Optional<String> requestId(HttpResponse response, ErrorDecoder errors, List<Secret> secrets) {
        return errors.exchangeId(response).map(id -> Redactor.clean(id, secrets));
    }

    private static ApiError cleaned(
            ApiError raw, HttpResponse response, Optional<Duration> hint, List<Secret> secrets) {
        Map<String, String> details = new LinkedHashMap<>();
        raw.details().forEach((name, text) -> details.put(name, Redactor.clean(text, secrets)));
        String requestId = raw.requestIdOrNull();
        return new ApiError(
                raw.status(),
                Redactor.clean(raw.code(), secrets),
                Redactor.clean(raw.message(), secrets),
                requestId == null ? null : Redactor.clean(requestId, secrets),
                hint.orElse(null),
                excerpt(raw, response, secrets),
                details);
    }

    /** A decoder that knows what must not be shown gives an excerpt of its own. */
    private static @Nullable String excerpt(ApiError raw, HttpResponse response, List<Secret> secrets) {
        String chosen = raw.bodyExcerptOrNull();
        if (chosen == null && response.body().length == 0) {
            return null;
        }
        return Redactor.clean(chosen == null ? response.bodyAsText() : chosen, secrets);
    }

    @Nullable
    Failed failure() {
        return failure;
    }

    T value() {
        return Objects.requireNonNull(value);
    }

    Optional<String> requestId() {
        return requestId.get();
    }
}
