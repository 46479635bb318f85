package dev.imagecopy.verification.faults;

import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts events in the second that is past, and remembers the busiest. One thread only. */
final class Busiest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final TimeSource time;
    private final Deque<Long> lately = new ArrayDeque<>();
    private int most;

    Busiest(TimeSource time) {
        this.time = time;
    }

    void count() {
        long now = time.nanoTime();
        while (!lately.isEmpty() && now - lately.peek() >= SECOND) {
            lately.remove();
        }
        lately.add(now);
        most = Math.max(most, lately.size());
    }

    int most() {
        return most;
    }
}
