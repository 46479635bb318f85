package dev.imagecopy.core.spi;

import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.retry.Recovery;
import java.util.function.BiFunction;

/**
 * What a service's refusal means: one row of a provider's error table, applied to one answer.
 *
 * @param error what the service said; the engine removes secrets, and fills in, where it is null, the excerpt of the body
 *     and, from the headers, the hint when to come back
 * @param recovery what may be done about it
 * @param exception makes the exception, for example {@code ThrottledException::new}
 */
public record ServiceError(
        ApiError error, Recovery recovery, BiFunction<ApiError, ErrorContext, ? extends ApiException> exception) {}
