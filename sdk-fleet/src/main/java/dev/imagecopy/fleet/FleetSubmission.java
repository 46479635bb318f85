package dev.imagecopy.fleet;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.bulk.CopyJob;
import java.util.List;

/**
 * What became of submitted jobs.
 *
 * @param added how many are new
 * @param known how many the fleet had already, under the same name of the run
 * @param refused how many were refused; nothing is stored of them
 * @param refusals the first 1,000 of these
 */
public record FleetSubmission(long added, long known, long refused, List<Refusal> refusals) {
    /** Copies the list. */
    public FleetSubmission {
        refusals = List.copyOf(requireNonNull(refusals, "refusals"));
    }

    /**
     * A job that was refused.
     *
     * @param job the job
     * @param reason why, in a sentence
     */
    public record Refusal(CopyJob job, String reason) {
        /** Rejects null. */
        public Refusal {
            requireNonNull(job, "job");
            requireNonNull(reason, "reason");
        }
    }
}
