package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.internal.Events;
import dev.imagecopy.core.time.TimeSource;
import org.jspecify.annotations.Nullable;

/** Timers of a time source that may be the application's own. */
final class Timers {
    private Timers() {}

    /** Cancels a timer, if there is one. What a foreign one throws must keep no wait from its end. */
    static void cancel(TimeSource.@Nullable Timer timer) {
        if (timer == null) {
            return;
        }
        try {
            timer.cancel();
        } catch (RuntimeException | Error e) {
            Events.callbackThrew("A timer", e);
        }
    }
}
