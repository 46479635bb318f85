package dev.imagecopy.alibaba.ecs;

import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.error.ErrorContext;

/**
 * An idempotency key was used before, for a call with other parameters ({@code IdempotentParameterMismatch}). The present
 * call was not executed: choose another key, or repeat exactly what the key was used for.
 */
public final class AlibabaIdempotencyMismatchException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param error what the service said
     * @param context which call failed
     */
    public AlibabaIdempotencyMismatchException(ApiError error, ErrorContext context) {
        super(error, context);
    }
}
