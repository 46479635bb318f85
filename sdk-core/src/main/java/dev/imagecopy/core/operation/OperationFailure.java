package dev.imagecopy.core.operation;

import java.util.Objects;
import java.util.Optional;

/**
 * Why an operation failed or was cancelled, in the service's own words.
 *
 * @param code the service's code, or one of the SDK's if the service sent none; never empty
 * @param message the service's explanation, on one line, with secrets removed; may be empty
 * @param requestId the id to quote to the vendor's support, if known
 */
public record OperationFailure(String code, String message, Optional<String> requestId) {
    /** Rejects null. */
    public OperationFailure {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(requestId, "requestId");
    }
}
