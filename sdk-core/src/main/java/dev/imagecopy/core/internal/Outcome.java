package dev.imagecopy.core.internal;

import dev.imagecopy.core.error.SdkException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What follows from one attempt: a value, another attempt or an error.
 *
 * @param <T> what the call yields
 */
final class Outcome<T> {
    private final @Nullable T value;

    /** How long to wait before the next attempt, if there is to be one. */
    final @Nullable Duration delay;

    /** Why the call failed, if it did. */
    final @Nullable SdkException error;

    private Outcome(@Nullable T value, @Nullable Duration delay, @Nullable SdkException error) {
        this.value = value;
        this.delay = delay;
        this.error = error;
    }

    static <T> Outcome<T> done(T value) {
        return new Outcome<>(value, null, null);
    }

    static <T> Outcome<T> again(Duration delay) {
        return new Outcome<>(null, delay, null);
    }

    static <T> Outcome<T> failed(SdkException error) {
        return new Outcome<>(null, null, error);
    }

    /** What the call yields, when it is over and has not failed. */
    T value() {
        return Objects.requireNonNull(value);
    }
}
