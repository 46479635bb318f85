package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.error.SdkException;
import java.time.Duration;

/** What follows from one attempt. */
sealed interface AttemptOutcome<T> {
    /** The call has succeeded with this value. */
    record Done<T>(T value) implements AttemptOutcome<T> {}

    /** Another attempt follows after this delay. */
    record Again<T>(Duration delay) implements AttemptOutcome<T> {}

    /** The call has failed. */
    record Failed<T>(SdkException error) implements AttemptOutcome<T> {}
}
