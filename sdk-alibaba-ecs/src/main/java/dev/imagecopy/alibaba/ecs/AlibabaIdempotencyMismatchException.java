package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.error.ErrorContext;

/**
 * An idempotency key has been used before, for a call with other parameters ({@code IdempotentParameterMismatch}). This call
 * was not executed: choose another key, or repeat exactly the call that the key was used for.
 */
public final class AlibabaIdempotencyMismatchException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param error what the service reported
     * @param context the call that failed
     */
    public AlibabaIdempotencyMismatchException(ApiError error, ErrorContext context) {
        super(error, context);
    }
}
