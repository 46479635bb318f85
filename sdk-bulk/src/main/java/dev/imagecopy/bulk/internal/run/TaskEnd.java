package dev.imagecopy.bulk.internal.run;

import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.core.error.ThrottledException;

/** How a job's turn ended. */
sealed interface TaskEnd {
    /** The job has ended. */
    record Ended(CopyOutcome outcome) implements TaskEnd {}

    /** The service has too much to do; the job's turn comes again. */
    record TooMany(ThrottledException refusal) implements TaskEnd {}
}
