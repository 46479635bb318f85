package dev.imagecopy.core.error;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a service reported when it refused a call. Secrets are removed from every text.
 *
 * @param status the HTTP status
 * @param code the service's code, as sent; empty if it sent none
 * @param message the service's explanation, on one line; empty if it sent none
 * @param requestIdOrNull the service's request id, or null
 * @param retryAfterOrNull how long the service asked to wait, or null
 * @param bodyExcerptOrNull at most 2 KiB of the body, on one line, or null if it was empty
 * @param details further facts, by the vendor's names, for example {@code HostId}
 */
public record ApiError(
        int status,
        String code,
        String message,
        @Nullable String requestIdOrNull,
        @Nullable Duration retryAfterOrNull,
        @Nullable String bodyExcerptOrNull,
        Map<String, String> details) {
    /** Rejects null and copies the details. */
    public ApiError {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
        details = Map.copyOf(details);
    }

    /** Status, code and quoted message, for the exception's text. */
    String summary() {
        StringBuilder text = new StringBuilder().append(status);
        if (!code.isEmpty()) {
            text.append(' ').append(code);
        }
        if (!message.isEmpty()) {
            text.append(" \"").append(message).append('"');
        }
        if (code.isEmpty() && message.isEmpty()) {
            text.append(bodyExcerptOrNull == null ? " without a body" : " without an error code");
        }
        return text.toString();
    }

    Optional<String> requestId() {
        return Optional.ofNullable(requestIdOrNull);
    }
}
