package dev.imagecopy.core.operation;

import java.util.Objects;
import java.util.Optional;

/**
 * Why an operation failed or was cancelled, in the service's own words.
 *
 * @param code the service's code, or the SDK's where the service sends none; never null, never empty
 * @param message the service's explanation, on one line, secrets removed; may be empty, never null
 * @param requestId the id to quote to the vendor's support, when one is known
 */
public record OperationFailure(String code, String message, Optional<String> requestId) {
    /**
     * Refuses null.
     */
    public OperationFailure {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(requestId, "requestId");
    }
}
