package dev.imagecopy.cli.output;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options of all commands that say how to print. */
public final class OutputOptions {
    @ArgGroup
    private Form form = new Form();

    @Option(
            names = "--progress",
            paramLabel = "FORM",
            description =
                    "How to show copies in progress: ${COMPLETION-CANDIDATES}. Default: bars on a terminal, lines elsewhere"
                            + " and with NO_COLOR.")
    private ProgressForm progress = ProgressForm.AUTO;

    @Option(names = "--debug", description = "Print stack traces of errors.")
    private boolean debug;

    /** At most one of these. */
    private static final class Form {
        @Option(names = "--json", description = "Print one JSON document; text for people goes to standard error.")
        private boolean json;

        @Option(names = "--events", description = "Print a line of JSON for each event, at once.")
        private boolean events;
    }

    /**
     * Opens the output of a command.
     *
     * @param out standard output
     * @param err standard error
     */
    public Output open(PrintWriter out, PrintWriter err) {
        Map<String, String> environment = System.getenv();
        Secrets secrets = Secrets.of(environment);
        Printer answers = new Printer(out, secrets);
        Printer errors = new Printer(err, secrets);
        if (form.events) {
            Progress none = ProgressForm.NONE.open(errors, 2, environment);
            return new EventOutput(
                    answers,
                    new TextOutput(errors, errors, none, debug, OutputOptions::errorColumns),
                    Clock.systemUTC());
        }
        if (form.json) {
            Progress onErrors = progress.open(errors, 2, environment);
            return new JsonOutput(
                    answers, new TextOutput(errors, errors, onErrors, debug, OutputOptions::errorColumns));
        }
        return new TextOutput(
                answers, errors, progress.open(answers, 1, environment), debug, OutputOptions::errorColumns);
    }

    /** Errors are wrapped on a terminal, and stay lines elsewhere. */
    private static int errorColumns() {
        return Terminal.is(2) ? Terminal.open().get().columns() - 1 : 0;
    }
}
