package dev.imagecopy.verification.bulk;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** What a run would take if each copy began at the very moment when a place is free, in the order in which the run began them. */
final class IdealDispatcher {
    private IdealDispatcher() {}

    /**
     * Runs copies one after the other in so many places.
     *
     * @param durations of the copies, in their order
     * @param places how many run at a time
     */
    static Duration makespan(List<Duration> durations, int places) {
        PriorityQueue<Duration> freeAt = new PriorityQueue<>(Comparator.naturalOrder());
        Duration end = Duration.ZERO;
        for (Duration duration : durations) {
            Duration begin = freeAt.size() < places ? Duration.ZERO : freeAt.remove();
            Duration over = begin.plus(duration);
            freeAt.add(over);
            end = end.compareTo(over) > 0 ? end : over;
        }
        return end;
    }
}
