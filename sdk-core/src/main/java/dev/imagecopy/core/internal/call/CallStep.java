package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** What {@link CallSteps} asks a driver to do next. */
sealed interface CallStep<T> {
    /** Wait, zero or longer. */
    record Pause<T>(Duration length) implements CallStep<T> {}

    /**
     * Wait for something that the call needs, but only for the time left.
     *
     * @param interrupted what to say if the wait is interrupted
     * @param then the step that follows
     * @param failed the step that follows if it fails
     */
    record Await<T>(
            String interrupted,
            CompletableFuture<?> wanted,
            CallClock clock,
            Supplier<CallStep<T>> then,
            Function<Throwable, CallStep<T>> failed)
            implements CallStep<T> {}

    /** Resolve the credentials in the time left. */
    record Credentials<T>(CallClock clock) implements CallStep<T> {}

    /** Make exactly one exchange, now. */
    record Exchange<T>(HttpRequest request, Duration timeout) implements CallStep<T> {}

    /** End the call with a value. */
    record Return<T>(T value) implements CallStep<T> {}

    /** End the call with an exception. */
    record Throw<T>(SdkException error) implements CallStep<T> {}
}
