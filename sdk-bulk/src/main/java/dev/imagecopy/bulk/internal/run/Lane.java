package dev.imagecopy.bulk.internal.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The queue of jobs to one region of one account, in order of arrival, and the limits that they share. */
final class Lane {
    private final Deque<PlannedJob<?>> waiting = new ArrayDeque<>();
    private final List<Places> limits;
    private final Places refusable;
    private long running;
    private long ended;
    private double meanNanos;

    /**
     * Creates an empty queue.
     *
     * @param limits the limits, all of which must permit a job to start
     * @param refusable the one of them to which the service's refusals apply
     */
    Lane(List<Places> limits, Places refusable) {
        this.limits = limits;
        this.refusable = refusable;
    }

    void add(PlannedJob<?> job) {
        waiting.addLast(job);
    }

    void putBack(PlannedJob<?> job) {
        waiting.addFirst(job);
    }

    boolean canStart(long now) {
        if (waiting.isEmpty()) {
            return false;
        }
        for (Places places : limits) { // used for each queue after each event
            if (!places.hasFree(now)) {
                return false;
            }
        }
        return true;
    }

    PlannedJob<?> start() {
        limits.forEach(Places::take);
        running++;
        return waiting.removeFirst();
    }

    /**
     * A job of this queue has ended.
     *
     * @param nanos how long its copy took; negative if there was none
     */
    void ended(long nanos) {
        running--;
        if (nanos < 0) {
            limits.forEach(Places::leave);
            return;
        }
        limits.forEach(Places::giveBack);
        ended++;
        meanNanos += (nanos - meanNanos) / ended;
    }

    /** The service has too many copies; see {@link Places#refused}. */
    long refused(PlannedJob<?> job, long now, long hint) {
        running--;
        putBack(job);
        limits.stream().filter(places -> places != refusable).forEach(Places::leave);
        return refusable.refused(now, hint);
    }

    boolean isIdle() {
        return waiting.isEmpty() && running == 0;
    }

    List<PlannedJob<?>> takeAll() {
        List<PlannedJob<?>> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    /** How long the jobs here will take; those that are running are half done on average. */
    Duration timeLeft(double otherwiseNanos) {
        double mean = ended == 0 ? otherwiseNanos : meanNanos;
        int places = limits.stream().mapToInt(Places::limit).min().orElse(1);
        double rounds = Math.ceil((double) waiting.size() / places) + (running > 0 ? 0.5 : 0);
        return Duration.ofNanos((long) (rounds * mean));
    }
}
