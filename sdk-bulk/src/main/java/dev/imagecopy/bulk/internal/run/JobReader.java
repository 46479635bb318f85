package dev.imagecopy.bulk.internal.run;

import dev.imagecopy.bulk.CopyJob;
import java.util.Iterator;
import java.util.function.Consumer;

/** Reads the application's stream, which may block, separately from what runs the copies. */
final class JobReader {
    private final Iterator<CopyJob> jobs;
    private final Consumer<CopyJob> onJob;
    private volatile boolean stopped;

    JobReader(Iterator<CopyJob> jobs, Consumer<CopyJob> onJob) {
        this.jobs = jobs;
        this.onJob = onJob;
    }

    /** Reads no further jobs after the next. */
    void stop() {
        stopped = true;
    }

    /**
     * Reads more jobs.
     *
     * @param most the maximum number
     * @return whether there may be more
     */
    boolean read(int most) {
        for (int i = 0; i < most && !stopped; i++) {
            if (!jobs.hasNext()) {
                return false;
            }
            onJob.accept(jobs.next());
        }
        return true;
    }
}
