package dev.imagecopy.bulk.internal.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The queue of jobs to one region of one account, in order of arrival, and the limits that they share. */
final class JobQueue {
    private final Deque<CopyTask<?>> waiting = new ArrayDeque<>();
    private final List<Permits> limits;
    private final Permits refusable;
    private long running;
    private long ended;
    private double meanNanos;

    /**
     * Creates an empty queue.
     *
     * @param limits the limits, all of which must permit a job to start
     * @param refusable the one of them to which the service's refusals apply
     */
    JobQueue(List<Permits> limits, Permits refusable) {
        this.limits = limits;
        this.refusable = refusable;
    }

    void add(CopyTask<?> task) {
        waiting.addLast(task);
    }

    boolean canStart(long now) {
        if (waiting.isEmpty()) {
            return false;
        }
        for (Permits permits : limits) { // used for each queue after each event
            if (!permits.isAvailable(now)) {
                return false;
            }
        }
        return true;
    }

    CopyTask<?> start() {
        limits.forEach(Permits::acquire);
        running++;
        return waiting.removeFirst();
    }

    /**
     * A job of this queue has ended.
     *
     * @param freed whether a copy of it has ended on the service
     * @param nanos how long its copy took; negative if that is unknown
     */
    void ended(boolean freed, long nanos) {
        running--;
        limits.forEach(freed ? Permits::release : Permits::releaseUnused);
        if (nanos >= 0) {
            ended++;
            meanNanos += (nanos - meanNanos) / ended;
        }
    }

    /** The service has too many copies; see {@link Permits#refused}. */
    long refused(CopyTask<?> task, long now, long hint) {
        putBack(task);
        return refusable.refused(now, hint);
    }

    /** The service answers no calls for now; see {@link Permits#busy}. */
    long busy(CopyTask<?> task, long now, long hint) {
        putBack(task);
        return refusable.busy(now, hint);
    }

    private void putBack(CopyTask<?> task) {
        running--;
        waiting.addFirst(task);
        limits.stream().filter(permits -> permits != refusable).forEach(Permits::releaseUnused);
    }

    /** Removes a task that waits; returns whether it did. */
    boolean remove(CopyTask<?> task) {
        return waiting.remove(task);
    }

    boolean isIdle() {
        return waiting.isEmpty() && running == 0;
    }

    List<CopyTask<?>> takeAll() {
        List<CopyTask<?>> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    /** How long the jobs here will take; those that are running are half done on average. */
    Duration timeLeft(double otherwiseNanos) {
        double mean = ended == 0 ? otherwiseNanos : meanNanos;
        int permits = limits.stream().mapToInt(Permits::limit).min().orElse(1);
        double rounds = Math.ceil((double) waiting.size() / permits) + (running > 0 ? 0.5 : 0);
        return Duration.ofNanos((long) (rounds * mean));
    }
}
