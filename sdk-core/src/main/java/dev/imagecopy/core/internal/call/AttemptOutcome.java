package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.error.SdkException;
import java.time.Duration;

/** What follows from one attempt. */
sealed interface AttemptOutcome<T> {
    /** The call is over, and this is what it yields. */
    record Done<T>(T value) implements AttemptOutcome<T> {}

    /** There is to be another attempt after this delay. */
    record Again<T>(Duration delay) implements AttemptOutcome<T> {}

    /** The call is over without an answer that it could yield. */
    record Failed<T>(SdkException error) implements AttemptOutcome<T> {}
}
