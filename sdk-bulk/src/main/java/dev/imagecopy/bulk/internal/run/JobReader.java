package dev.imagecopy.bulk.internal.run;

import dev.imagecopy.bulk.CopyJob;
import java.util.Iterator;
import java.util.function.Consumer;

/** Reads the application's stream, which may block, separately from what runs the copies. */
final class JobReader {
    private final Iterator<CopyJob> jobs;
    private final Consumer<CopyJob> onJob;

    JobReader(Iterator<CopyJob> jobs, Consumer<CopyJob> onJob) {
        this.jobs = jobs;
        this.onJob = onJob;
    }

    /**
     * Reads more jobs.
     *
     * @param most the maximum number
     * @return whether there may be more
     */
    boolean read(int most) {
        for (int i = 0; i < most; i++) {
            if (!jobs.hasNext()) {
                return false;
            }
            onJob.accept(jobs.next());
        }
        return true;
    }
}
