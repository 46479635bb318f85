package dev.imagecopy.core.spi;

import dev.imagecopy.core.error.ApiError;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.retry.Recovery;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What an error from a service means: one row of a provider's error table, applied to one response.
 *
 * @param error what the service reported; the engine removes secrets, and adds the excerpt of the body and the delay from the
 *     headers if they are null
 * @param recovery what may be done about it
 * @param exception creates the exception, for example {@code ThrottledException::new}
 * @param throttleWindow the length of the windows in which the service counts calls, if they are aligned with the wall clock
 *     and the service sent no hint: the call is not retried before the next window starts
 */
public record ServiceError(
        ApiError error,
        Recovery recovery,
        BiFunction<ApiError, ErrorContext, ? extends ApiException> exception,
        Optional<Duration> throttleWindow) {

    /**
     * Creates an error without a throttle window.
     *
     * @param error what the service reported
     * @param recovery what may be done about it
     * @param exception creates the exception
     */
    public ServiceError(
            ApiError error, Recovery recovery, BiFunction<ApiError, ErrorContext, ? extends ApiException> exception) {
        this(error, recovery, exception, Optional.empty());
    }

    /**
     * Returns a copy for a service that counts calls in windows of the wall clock.
     *
     * @param window the length of a window, in whole seconds
     * @return the changed copy
     */
    public ServiceError withThrottleWindow(Duration window) {
        return new ServiceError(error, recovery, exception, Optional.of(window));
    }
}
