package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.internal.Events;
import dev.imagecopy.core.time.TimeSource;
import org.jspecify.annotations.Nullable;

/** Cancels timers of a time source that may be the application's own. */
final class Timers {
    private Timers() {}

    /** Cancels a timer, if there is one. An exception from it must not prevent a wait from ending. */
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
