package dev.imagecopy.bulk;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.bulk.internal.run.Dispatcher;
import java.util.concurrent.CompletableFuture;

/** A run in progress. Safe for use by multiple threads. */
public final class BulkRun {
    private final Dispatcher dispatcher;
    private final CompletableFuture<CopyReport> report;

    BulkRun(Dispatcher dispatcher, CompletableFuture<CopyReport> report) {
        this.dispatcher = dispatcher;
        this.report = report;
    }

    /** Returns the progress. Never blocks. */
    public BulkProgress progress() {
        return dispatcher.latest();
    }

    /**
     * Starts no further jobs and ends the run soon: waiting jobs are reported as {@code NOT_STARTED}. Copies that are not
     * cancelled continue on the service, and the next start with the same store resumes them. Does nothing if the run has
     * ended. Does not block.
     *
     * @param copies what happens to the copies in progress
     * @return the {@link #report}
     */
    public CompletableFuture<CopyReport> cancel(RunningCopies copies) {
        dispatcher.cancel(requireNonNull(copies, "copies"));
        return report();
    }

    /**
     * Returns the report, once all jobs have ended.
     *
     * @return a future, which fails with the exception of the stream of jobs, if there is one, once the jobs before it have
     *     ended; cancelling it has no effect on the run
     */
    public CompletableFuture<CopyReport> report() {
        return report.copy();
    }
}
