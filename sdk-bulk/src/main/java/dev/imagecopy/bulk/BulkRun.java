package dev.imagecopy.bulk;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.bulk.internal.run.Dispatcher;
import java.util.concurrent.CompletableFuture;

/** A run that goes on. Safe for use by many threads. */
public final class BulkRun {
    private final Dispatcher dispatcher;
    private final CompletableFuture<CopyReport> report;

    BulkRun(Dispatcher dispatcher, CompletableFuture<CopyReport> report) {
        this.dispatcher = dispatcher;
        this.report = report;
    }

    /** How it goes. Never blocks. */
    public BulkProgress progress() {
        return dispatcher.latest();
    }

    /**
     * Starts no further job and ends the run soon: what waits is reported as {@code NOT_STARTED}. Copies that are left alone go on
     * at the service, and are taken up by the next start with the same store. Does nothing if the run has ended. Does not block.
     *
     * @param copies what happens to those that are under way
     * @return the {@link #report}
     */
    public CompletableFuture<CopyReport> cancel(RunningCopies copies) {
        dispatcher.cancel(requireNonNull(copies, "copies"));
        return report();
    }

    /**
     * What became of the jobs, once all have ended.
     *
     * @return a future that fails as the stream of jobs failed, once the jobs before that have ended; cancelling it has no effect
     *     on the run
     */
    public CompletableFuture<CopyReport> report() {
        return report.copy();
    }
}
