package dev.imagecopy.core.internal.call;

import java.util.Optional;

/** A decoded response. */
sealed interface DecodedResponse<T> {
    /** The id under which the service knows the exchange; of a refusal, the one that its error names. */
    Optional<String> requestId();

    /** An answer that the call yields. */
    record Value<T>(T value, Optional<String> requestId) implements DecodedResponse<T> {}

    /** A refusal, or an answer that cannot be read. */
    record Refusal<T>(AttemptFailure failure, Optional<String> requestId) implements DecodedResponse<T> {}
}
