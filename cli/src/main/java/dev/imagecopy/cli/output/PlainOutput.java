package dev.imagecopy.cli.output;

import java.io.PrintWriter;
import java.util.List;

/** Lines of text, for pipelines and logs. */
final class PlainOutput implements Output {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean debug;

    PlainOutput(PrintWriter out, PrintWriter err, boolean debug) {
        this.out = out;
        this.err = err;
        this.debug = debug;
    }

    @Override
    public void begin(List<PlannedCopy> copies) {
        note(copies.size() + " copies");
    }

    @Override
    public void event(RunEvent event) {
        if (event instanceof RunEvent.Ended ended) {
            note(ended.outcome().target().name() + " " + ended.outcome().status());
        }
    }

    @Override
    public void finish(RunSummary summary) {
        note(summary.counts() + " in " + summary.elapsed());
    }

    @Override
    public void listing(Listing listing) {
        out.println(String.join("\t", listing.columns()));
        listing.rows().forEach(row -> out.println(String.join("\t", row)));
        out.flush();
    }

    @Override
    public synchronized void note(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public ExitCode failure(Throwable failure) {
        err.println(failure.getMessage());
        if (debug) {
            failure.printStackTrace(err);
        }
        err.flush();
        return ExitCode.of(failure);
    }

    @Override
    public void close() {
        out.flush();
    }
}
