package dev.imagecopy.cli.output;

import java.time.Duration;
import java.util.Locale;

/** Durations as people read them on a clock. */
final class Durations {
    private Durations() {}

    /**
     * Returns minutes and seconds, and hours if there are any: {@code 0:45}, {@code 2:00:07}.
     *
     * @param duration any duration; a negative one counts as zero
     */
    static String clock(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        long hours = seconds / 3600;
        return hours > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", hours, seconds / 60 % 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }
}
