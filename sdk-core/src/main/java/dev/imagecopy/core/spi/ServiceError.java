package dev.imagecopy.core.spi;

import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.retry.Recovery;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What a service's refusal means: one row of a provider's error table, applied to one answer.
 *
 * @param error what the service said; the engine removes secrets, and fills in, where it is null, the excerpt of the body
 *     and, from the headers, the hint when to come back
 * @param recovery what may be done about it
 * @param exception makes the exception, for example {@code ThrottledException::new}
 * @param throttleWindow the length of the windows in which the service counts calls, where they begin with the wall clock and
 *     it told nothing better: the call is not repeated before the next one begins
 */
public record ServiceError(
        ApiError error,
        Recovery recovery,
        BiFunction<ApiError, ErrorContext, ? extends ApiException> exception,
        Optional<Duration> throttleWindow) {

    /**
     * Makes a row without a throttle window.
     *
     * @param error what the service said
     * @param recovery what may be done about it
     * @param exception makes the exception
     */
    public ServiceError(
            ApiError error, Recovery recovery, BiFunction<ApiError, ErrorContext, ? extends ApiException> exception) {
        this(error, recovery, exception, Optional.empty());
    }

    /**
     * Says that the service counts calls in windows of the wall clock.
     *
     * @param window the length of a window, whole seconds
     * @return the changed copy
     */
    public ServiceError withThrottleWindow(Duration window) {
        return new ServiceError(error, recovery, exception, Optional.of(window));
    }
}
