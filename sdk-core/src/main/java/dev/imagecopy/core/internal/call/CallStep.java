package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.http.HttpRequest;
import java.time.Duration;

/** What {@link CallSteps} asks a driver to do next. */
sealed interface CallStep<T> {
    /** Wait, zero or longer. */
    record Pause<T>(Duration length) implements CallStep<T> {}

    /** Wait until the address is known, but only for the time left. */
    record Address<T>(AwaitedAddress awaited, CallClock clock) implements CallStep<T> {}

    /** Resolve the credentials in the time left. */
    record Credentials<T>(CallClock clock) implements CallStep<T> {}

    /** Make exactly one exchange, now. */
    record Exchange<T>(HttpRequest request, Duration timeout) implements CallStep<T> {}

    /** End the call with a value. */
    record Return<T>(T value) implements CallStep<T> {}

    /** End the call with an exception. */
    record Throw<T>(SdkException error) implements CallStep<T> {}
}
