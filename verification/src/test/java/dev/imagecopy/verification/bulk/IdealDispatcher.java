package dev.imagecopy.verification.bulk;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** What a run would take if each copy began at the very moment when a slot is free, in the order in which the run began them. */
final class IdealDispatcher {
    private IdealDispatcher() {}

    /**
     * Runs copies one after the other in so many slots.
     *
     * @param durations of the copies, in their order
     * @param slots how many run at a time
     */
    static Duration makespan(List<Duration> durations, int slots) {
        PriorityQueue<Duration> freeAt = new PriorityQueue<>(Comparator.naturalOrder());
        Duration end = Duration.ZERO;
        for (Duration duration : durations) {
            Duration begin = freeAt.size() < slots ? Duration.ZERO : freeAt.remove();
            Duration over = begin.plus(duration);
            freeAt.add(over);
            end = end.compareTo(over) > 0 ? end : over;
        }
        return end;
    }
}
