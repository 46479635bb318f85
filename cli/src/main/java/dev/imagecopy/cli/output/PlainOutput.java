package dev.imagecopy.cli.output;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyReport;
import dev.imagecopy.bulk.CopyStatus;
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
    public void begin(List<CopyJob> jobs) {
        note(jobs.size() + " copies");
    }

    @Override
    public void event(RunEvent event) {
        if (event instanceof RunEvent.Ended ended) {
            note(ended.outcome().target().name() + " " + ended.outcome().status());
        }
    }

    @Override
    public ExitCode finish(CopyReport report) {
        note(report.toString());
        return report.count(CopyStatus.AMBIGUOUS) > 0
                ? ExitCode.AMBIGUOUS
                : report.failed() > 0 ? ExitCode.FAILED : ExitCode.DONE;
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
