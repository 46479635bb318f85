package dev.imagecopy.core.internal.call;

import java.util.Optional;

/** A decoded response. */
sealed interface DecodedResponse<T> {
    /** The id under which the service knows the exchange; for an error, the one in its body. */
    Optional<String> requestId();

    /** The result of the call. */
    record Value<T>(T value, Optional<String> requestId) implements DecodedResponse<T> {}

    /** An error, or a response that cannot be read. */
    record Refusal<T>(AttemptFailure failure, Optional<String> requestId) implements DecodedResponse<T> {}
}
