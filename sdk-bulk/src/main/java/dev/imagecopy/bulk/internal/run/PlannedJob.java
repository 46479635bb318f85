package dev.imagecopy.bulk.internal.run;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.CopyTarget;

/**
 * A job that its client has accepted.
 *
 * @param job the application's job
 * @param copies starts and looks up copies of the job's kind
 * @param target where it goes
 * @param source what is copied
 * @param kind the kind of copy
 * @param id the job's identity in the store
 * @param <T> the type of the copy's result
 */
public record PlannedJob<T>(
        CopyJob job, Copies<T> copies, CopyTarget target, String source, String kind, JobKeys.JobId id) {

    /** Returns whether an existing image will do. */
    public boolean ensures() {
        return job.mode() == CopyJob.Mode.ENSURE;
    }

    /** The account that the image belongs to: its scope, or the job's client if the scope is unknown. */
    String owner() {
        return owner(target, job);
    }

    static String owner(CopyTarget target, CopyJob job) {
        return target.scope().isEmpty() ? "client " + job.client() : target.scope();
    }
}
