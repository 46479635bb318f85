package dev.imagecopy.bulk;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Why a job did not succeed.
 *
 * @param code the service's code where it gave one, else the kind of error
 * @param message one line without secrets
 * @param exception the error itself; empty when it is known from the store only
 */
public record CopyFailure(String code, String message, Optional<Throwable> exception) {
    /** Refuses null. */
    public CopyFailure {
        requireNonNull(code, "code");
        requireNonNull(message, "message");
        requireNonNull(exception, "exception");
    }
}
