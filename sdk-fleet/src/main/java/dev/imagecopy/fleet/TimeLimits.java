package dev.imagecopy.fleet;

import java.time.Duration;

/** Limits of which applications may give the longest possible one. */
final class TimeLimits {
    /** A longer time cannot be added to every moment. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private TimeLimits() {}

    static Duration bounded(Duration limit) {
        return limit.compareTo(LONGEST) < 0 ? limit : LONGEST;
    }
}
