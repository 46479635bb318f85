package dev.imagecopy.fleet;

import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;

/** Limits of which applications may give the longest possible one. */
final class TimeLimits {
    private TimeLimits() {}

    /** Returns a limit that can be added to every moment: a longer one than the SDK's clocks take is as good as theirs. */
    static Duration bounded(Duration limit) {
        return Duration.ofNanos(TimeSource.saturatedNanos(limit));
    }
}
