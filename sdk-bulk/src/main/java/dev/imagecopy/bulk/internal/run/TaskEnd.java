package dev.imagecopy.bulk.internal.run;

import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.core.error.ThrottledException;

/** How an attempt to run a job ended. */
sealed interface TaskEnd {
    /** The job has ended. */
    record Ended(CopyOutcome outcome) implements TaskEnd {}

    /** The service has too many copies; the job is started again later. */
    record TooMany(ThrottledException refusal) implements TaskEnd {}
}
