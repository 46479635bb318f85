package dev.imagecopy.cli.output;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.bulk.BulkProgress;
import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.bulk.CopyProgress;

/** What happens in a run of copies. */
public sealed interface RunEvent {

    /**
     * The run as a whole, at most once per second.
     *
     * @param progress its progress
     */
    record Total(BulkProgress progress) implements RunEvent {
        /** Rejects null. */
        public Total {
            requireNonNull(progress, "progress");
        }
    }

    /**
     * A new snapshot of one copy.
     *
     * @param progress its progress
     */
    record Moved(CopyProgress progress) implements RunEvent {
        /** Rejects null. */
        public Moved {
            requireNonNull(progress, "progress");
        }
    }

    /**
     * A job has ended.
     *
     * @param outcome its outcome
     */
    record Ended(CopyOutcome outcome) implements RunEvent {
        /** Rejects null. */
        public Ended {
            requireNonNull(outcome, "outcome");
        }
    }

    /**
     * The exception behind an outcome, after its {@link Ended}.
     *
     * @param outcome the job's outcome
     * @param exception the exception that it describes
     */
    record Failed(CopyOutcome outcome, Throwable exception) implements RunEvent {
        /** Rejects null. */
        public Failed {
            requireNonNull(outcome, "outcome");
            requireNonNull(exception, "exception");
        }
    }
}
