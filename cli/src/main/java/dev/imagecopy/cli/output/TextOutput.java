package dev.imagecopy.cli.output;

import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.bulk.CopyStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import picocli.CommandLine.ParameterException;

/** Text for people: progress and answers on one stream, errors on another. */
final class TextOutput implements Output {
    /** What a run explains at its end; the others had their line. */
    private static final int MOST_EXPLAINED = 20;

    private final Printer out;
    private final Printer err;
    private final Progress progress;
    private final boolean debug;
    private final IntSupplier errorColumns;
    private final List<CopyOutcome> failures = new ArrayList<>(); // guarded by itself
    private final Map<CopyOutcome, Throwable> exceptions = new HashMap<>(); // guarded by failures
    private final AtomicLong failed = new AtomicLong();

    /**
     * @param out where answers go
     * @param err where errors go
     * @param progress shows runs, on the same stream as answers
     * @param debug whether to print stack traces
     * @param errorColumns how many columns an error may have; 0 for any number
     */
    TextOutput(Printer out, Printer err, Progress progress, boolean debug, IntSupplier errorColumns) {
        this.out = out;
        this.err = err;
        this.progress = progress;
        this.debug = debug;
        this.errorColumns = errorColumns;
    }

    @Override
    public void begin(List<PlannedCopy> copies) {
        progress.begin(copies);
    }

    @Override
    public void event(RunEvent event) {
        progress.event(event);
        if (event instanceof RunEvent.Ended ended && Failure.isIn(ended.outcome())) {
            failed.incrementAndGet();
            synchronized (failures) {
                if (failures.size() < MOST_EXPLAINED) {
                    failures.add(ended.outcome());
                }
            }
        } else if (event instanceof RunEvent.Failed withException) {
            keep(withException);
        }
    }

    private void keep(RunEvent.Failed event) {
        synchronized (failures) {
            if (debug && failures.contains(event.outcome())) {
                exceptions.put(event.outcome(), event.exception());
            }
        }
    }

    @Override
    public void finish(RunSummary summary) {
        progress.end();
        List<CopyOutcome> explained;
        synchronized (failures) {
            explained = List.copyOf(failures);
        }
        for (CopyOutcome outcome : explained) {
            explain(outcome);
        }
        if (failed.get() > explained.size()) {
            err.line("and " + (failed.get() - explained.size()) + " more that did not succeed");
        }
        out.line(summaryLine(summary));
        summary.resumeCommand().ifPresent(command -> {
            out.line(takeUp(summary));
            out.line("  " + TerminalText.clean(command));
        });
    }

    private void explain(CopyOutcome outcome) {
        Failure failure = Failure.of(outcome);
        Place place = Place.of(outcome.client(), outcome.target(), outcome.source());
        int columns = errorColumns.getAsInt();
        error(OutcomeText.word(outcome) + ": " + place.name() + " (" + place.where() + ")", columns);
        failure.lines().stream().filter(line -> !line.isBlank()).forEach(line -> error("  " + line.strip(), columns));
        Throwable exception;
        synchronized (failures) {
            exception = exceptions.get(outcome);
        }
        if (exception != null) {
            trace(exception);
        }
    }

    private static String summaryLine(RunSummary summary) {
        long total =
                summary.counts().values().stream().mapToLong(Long::longValue).sum();
        String parts = TotalText.counts(summary.counts());
        String counts = parts.isEmpty() ? "" : ": " + parts;
        return TotalText.copies(total) + counts + ", in " + Durations.clock(summary.elapsed());
    }

    private static String takeUp(RunSummary summary) {
        long running = summary.count(CopyStatus.LEFT_RUNNING) + summary.count(CopyStatus.TIMED_OUT);
        String goOn = running == 0
                ? ""
                : TotalText.copies(running) + (running == 1 ? " continues" : " continue") + " on the service. ";
        return goOn + "To take them up:";
    }

    @Override
    public void listing(Listing listing) {
        Table.lines(listing).forEach(out::line);
    }

    @Override
    public void answer(Answer answer) {
        answer.lines().forEach(line -> out.line(TerminalText.clean(line)));
        answer.tables().stream().flatMap(table -> Table.lines(table).stream()).forEach(out::line);
    }

    @Override
    public void note(String line) {
        progress.line(TerminalText.clean(line));
    }

    @Override
    public void warning(String line) {
        progress.aside(() -> err.line("warning: " + TerminalText.clean(line)));
    }

    @Override
    public ExitCode failure(Throwable failure, Subject subject) {
        progress.end();
        List<String> lines = Failure.of(failure, subject).lines();
        int columns = errorColumns.getAsInt();
        error(program(failure) + ": " + lines.get(0), columns);
        lines.stream().skip(1).forEach(line -> error(line, columns));
        trace(failure);
        return ExitCode.of(failure);
    }

    /** A mistake on the command line names the command, as the parser's do. */
    private static String program(Throwable failure) {
        return failure instanceof ParameterException misused
                ? misused.getCommandLine().getCommandSpec().qualifiedName()
                : "imagecopy";
    }

    private void error(String line, int columns) {
        TerminalText.wrap(line, columns, "  ").forEach(err::line);
    }

    private void trace(Throwable failure) {
        if (debug) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            trace.toString().lines().forEach(line -> err.line("  " + TerminalText.clean(line)));
        }
    }

    @Override
    public void end(ExitCode code) {}

    @Override
    public void close() {
        progress.end();
    }
}
