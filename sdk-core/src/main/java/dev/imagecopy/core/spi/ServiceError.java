package dev.imagecopy.core.spi;

import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.retry.Recovery;
import java.util.function.BiFunction;

/**
 * What a service's refusal means: one row of a provider's error table, applied to one answer.
 */
public final class ServiceError {
    private final ApiError error;
    private final Recovery recovery;
    private final BiFunction<ApiError, ErrorContext, ? extends ApiException> exception;

    /**
     * Takes each as it is.
     *
     * @param error what the service said; the engine removes secrets, and fills in, where it is null, the excerpt of
     *     the body and, from the headers, the hint when to come back
     * @param recovery what may be done about it
     * @param exception makes the exception, for example {@code ThrottledException::new}
     */
    public ServiceError(
            ApiError error, Recovery recovery, BiFunction<ApiError, ErrorContext, ? extends ApiException> exception) {
        this.error = error;
        this.recovery = recovery;
        this.exception = exception;
    }

    /**
     * Returns the error.
     *
     * @return what the service said; the engine removes secrets, and fills in, where it is null, the excerpt of the
     *     body and, from the headers, the hint when to come back
     */
    public ApiError error() {
        return error;
    }

    /**
     * Returns the recovery.
     *
     * @return what may be done about it
     */
    public Recovery recovery() {
        return recovery;
    }

    /**
     * Returns the exception.
     *
     * @return makes the exception, for example {@code ThrottledException::new}
     */
    public BiFunction<ApiError, ErrorContext, ? extends ApiException> exception() {
        return exception;
    }
}
