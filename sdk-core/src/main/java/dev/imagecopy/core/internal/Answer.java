package dev.imagecopy.core.internal;

import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.auth.Secret;
import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.ResponseFormatException;
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
import org.jspecify.annotations.Nullable;

/** One answer, read: a value, or a failure that knows what may be done about it. */
final class Answer<T> {
    private final @Nullable T value;
    private final @Nullable Failed failure;
    private final Optional<String> requestId;
    private final boolean notFound;

    private Answer(@Nullable T value, @Nullable Failed failure, Optional<String> requestId, boolean notFound) {
        this.value = value;
        this.failure = failure;
        this.requestId = requestId;
        this.notFound = notFound;
    }

    static <R, T> Answer<T> read(
            ApiCall<R, T> call, HttpResponse response, ErrorDecoder errors, @Nullable Credentials used, Instant now) {
        JsonValue body = JsonValue.missing();
        String unreadable = "";
        if (call.readsJson() || !response.isSuccessful()) {
            try {
                body = JsonValue.parse(response.body());
            } catch (JsonFormatException e) {
                unreadable = String.valueOf(e.getMessage());
            }
        }
        if (errors.isError(response, body)) {
            return refused(errors.decode(response, body), response, used, now);
        }
        if (call.readsJson() && !unreadable.isEmpty()) {
            return bad(unreadable, response, null);
        }
        try {
            return new Answer<>(call.read(body, response), null, Optional.empty(), false);
        } catch (JsonFormatException e) {
            return bad(String.valueOf(e.getMessage()), response, e);
        }
    }

    private static <T> Answer<T> bad(String reason, HttpResponse response, @Nullable Throwable cause) {
        return new Answer<>(
                null,
                Failed.badAnswer(new ResponseFormatException(
                        response.status() + " with an answer that cannot be read: " + reason,
                        response.status(),
                        Optional.empty(),
                        ErrorContext.none(true),
                        cause)),
                Optional.empty(),
                false);
    }

    private static <T> Answer<T> refused(
            ServiceError refusal, HttpResponse response, @Nullable Credentials used, Instant now) {
        List<Secret> secrets = used == null ? List.of() : used.secrets();
        Optional<Duration> hint = Optional.ofNullable(refusal.error().retryAfterOrNull())
                .or(() -> HintParser.parse(response.headers(), now));
        ApiError error = cleaned(refusal.error(), response, hint, secrets);
        Recovery recovery = refusal.recovery();
        Failed failed = Failed.of(recovery, recovery == Recovery.TRANSIENT, hint, context -> refusal.exception()
                .apply(error, context));
        boolean notFound = refusal.exception().apply(error, ErrorContext.none(false)) instanceof NotFoundException;
        return new Answer<>(null, failed, Optional.ofNullable(error.requestIdOrNull()), notFound);
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
        return Objects.requireNonNull(value, "a call's reader returned null");
    }

    Optional<String> requestId() {
        return requestId;
    }

    boolean isNotFound() {
        return notFound;
    }

    /** Reads "not found" as the success that an earlier attempt must have had. */
    <R> T gone(ApiCall<R, T> call, HttpResponse response) {
        return call.read(JsonValue.missing(), response);
    }
}
