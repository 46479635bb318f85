package dev.imagecopy.core.internal;

import dev.imagecopy.core.error.SdkException;
import java.time.Duration;

/**
 * What follows from one attempt.
 *
 * @param <T> what the call yields
 */
sealed interface Outcome<T> {
    /** The call succeeded. */
    record Done<T>(T value) implements Outcome<T> {}

    /** Send again after the delay. */
    record Again<T>(Duration delay) implements Outcome<T> {}

    /** The call failed. */
    record Failed<T>(SdkException error) implements Outcome<T> {}
}
