package dev.imagecopy.bulk;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Why a job did not succeed.
 *
 * @param code the service's code if there is one, otherwise the kind of error
 * @param message one line without secrets
 * @param exception the error itself; empty if it is known only from the store
 */
public record CopyFailure(String code, String message, Optional<Throwable> exception) {
    /** Rejects null. */
    public CopyFailure {
        requireNonNull(code, "code");
        requireNonNull(message, "message");
        requireNonNull(exception, "exception");
    }
}
