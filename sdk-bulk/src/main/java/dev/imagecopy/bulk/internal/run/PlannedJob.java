package dev.imagecopy.bulk.internal.run;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.CopyTarget;

/**
 * A job that its client has understood.
 *
 * @param job what the application asked for
 * @param copies starts and looks up copies of the job's kind
 * @param target where it goes
 * @param source what is copied
 * @param kind the kind of copy
 * @param id names the job in the store
 * @param <T> what the copy yields
 */
record PlannedJob<T>(CopyJob job, Copies<T> copies, CopyTarget target, String source, String kind, JobKeys.JobId id) {

    boolean ensures() {
        return job.mode() == CopyJob.Mode.ENSURE;
    }
}
