package dev.imagecopy.testing.servicefabric;

import dev.imagecopy.testing.SimulatedJob;
import dev.imagecopy.testing.SimulatedJob.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One copy in progress in a simulated image store: deletes the destination first, then writes the files one after another as
 * its job progresses, and the marker last. Not thread-safe.
 */
public final class CopyWork {
    /** One file to write. */
    private record Step(StoredFile from, String to) {}

    private final ImageStore store;
    private final SimulatedJob job;
    private final String destination;
    private final boolean deletesFirst;
    private final List<Step> steps = new ArrayList<>();
    private boolean begun;
    private boolean ended;
    private int written;

    /**
     * Plans a copy.
     *
     * @param store the store
     * @param job the job that determines its progress
     * @param destination the path of the destination
     * @param deletesFirst whether the destination is deleted first, which is not the case for a single file
     */
    public CopyWork(ImageStore store, SimulatedJob job, String destination, boolean deletesFirst) {
        this.store = store;
        this.job = job;
        this.destination = destination;
        this.deletesFirst = deletesFirst;
    }

    /**
     * Adds a file to write, after those that were added before.
     *
     * @param from the file to read
     * @param to the path to write
     */
    public void add(StoredFile from, String to) {
        steps.add(new Step(from, to));
    }

    /**
     * Updates the store to the current progress of the copy.
     *
     * @param counts whether this counts as a status query, for jobs that are scripted in status queries
     * @param answered whether the gateway has reported the end of the copy
     * @param now the time to record
     */
    public void advance(boolean counts, boolean answered, Instant now) {
        SimulatedJob.Status status = counts ? job.poll() : job.peek();
        Phase phase = answered ? Phase.SUCCEEDED : status.phase();
        ended = phase.isFinal();
        if (phase == Phase.QUEUED || phase == Phase.INVISIBLE) {
            return;
        }
        if (!begun) {
            begun = true;
            if (deletesFirst) {
                store.delete(destination);
            }
        }
        int target = phase == Phase.SUCCEEDED
                ? steps.size()
                : Math.min(steps.size() - 1, steps.size() * status.percent() / 100);
        for (; written < target; written++) {
            Step step = steps.get(written);
            store.put(step.to(), step.from().size(), now);
        }
    }

    /**
     * Returns whether the copy was still running when it was last advanced. Its job is not asked again: a job that has ended since
     * then still has files to write, its marker among them.
     *
     * @return false once it has ended, and all that it writes is in the store
     */
    public boolean isRunning() {
        return !ended;
    }

    /** {@return the destination's path} */
    public String destination() {
        return destination;
    }
}
