package dev.imagecopy.bulk.internal.run;

import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.core.error.ThrottledException;
import java.util.Optional;

/** How an attempt to run a job ended. */
sealed interface TaskEnd {
    /**
     * The job has ended.
     *
     * @param outcome how
     * @param exception the exception that the outcome describes
     */
    record Ended(CopyOutcome outcome, Optional<Throwable> exception) implements TaskEnd {}

    /** The service has too many copies; the job is started again later. */
    record TooMany(ThrottledException refusal) implements TaskEnd {}
}
