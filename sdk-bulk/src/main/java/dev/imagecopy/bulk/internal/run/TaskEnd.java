package dev.imagecopy.bulk.internal.run;

import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ThrottledException;
import java.util.Optional;

/** How far a job has got when it gives its place back. */
sealed interface TaskEnd {
    /**
     * The job has ended.
     *
     * @param outcome how
     * @param exception the exception that the outcome describes
     */
    record Ended(CopyOutcome outcome, Optional<Throwable> exception) implements TaskEnd {
        /** Returns the end of the same job when another client would have run it. */
        Ended of(String client) {
            CopyOutcome same = new CopyOutcome(
                    outcome.key(),
                    client,
                    outcome.target(),
                    outcome.source(),
                    outcome.imageId(),
                    outcome.status(),
                    outcome.origin(),
                    outcome.evidence(),
                    outcome.attempts(),
                    outcome.startedAt(),
                    outcome.endedAt(),
                    outcome.cause(),
                    outcome.resumeToken());
            return new Ended(same, exception);
        }
    }

    /** The service has refused a copy because of others; the job goes on later. */
    record TooMany(ApiException refusal) implements TaskEnd {}

    /** The service answers no other call of the job, because there are too many calls; the job goes on later. */
    record Busy(ThrottledException refusal) implements TaskEnd {}
}
