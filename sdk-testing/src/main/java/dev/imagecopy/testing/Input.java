package dev.imagecopy.testing;

import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a test passes to a simulator, so that a mistake is reported where it was made, with the parameter's name and the
 * values that are allowed.
 */
final class Input {
    private Input() {}

    /** Rejects a number that is too small. */
    static void atLeast(long least, String name, long value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be " + least + " or more, not " + value);
        }
    }

    /** Rejects a duration that is negative or longer than 100 years. */
    static void duration(String name, Duration value) {
        duration(Duration.ZERO, name, value);
    }

    /** Rejects a duration that is too short or longer than 100 years. */
    static void duration(Duration least, String name, Duration value) {
        Objects.requireNonNull(value, name);
        if (value.compareTo(least) < 0 || isBeyondClocks(value)) {
            String from = least.isZero() ? "0" : least.toMillis() + " ms";
            throw new IllegalArgumentException(name + " must be " + from + " to 100 years, not " + value);
        }
    }

    /** Rejects a difference of clocks beyond 100 years, which dates could not be shifted by. */
    static void offset(String name, Duration value) {
        Objects.requireNonNull(value, name);
        if (isBeyondClocks(value)) {
            throw new IllegalArgumentException(name + " must be at most 100 years in either direction, not " + value);
        }
    }

    /** Whether the SDK itself would shorten a duration to 100 years, so that it can be added to any time. */
    private static boolean isBeyondClocks(Duration value) {
        return !value.equals(Duration.ofNanos(TimeSource.saturatedNanos(value)));
    }

    /** Rejects null and blank texts; given are names, each followed by its value, which may be a secret. */
    static void required(@Nullable String... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String value = namesAndValues[i + 1];
            if (value == null || value.isBlank()) {
                throw new IllegalArgumentException(namesAndValues[i] + " is required and must not be blank");
            }
        }
    }

    /** Rejects texts that are none of the known ones. */
    static void oneOf(Set<String> known, String name, @Nullable String... values) {
        for (String value : values) {
            if (value == null || !known.contains(value)) {
                throw new IllegalArgumentException(
                        name + " must be one of " + String.join(", ", new TreeSet<>(known)) + ", not " + value);
            }
        }
    }
}
