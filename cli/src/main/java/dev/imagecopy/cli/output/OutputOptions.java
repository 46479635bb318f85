package dev.imagecopy.cli.output;

import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** The options of all commands that say how to print. */
public final class OutputOptions {
    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Option(names = "--events", description = "Print a line of JSON for each event.")
    private boolean events;

    @Option(names = "--debug", description = "Print stack traces of errors.")
    private boolean debug;

    /**
     * Opens the output of a command.
     *
     * @param out standard output
     * @param err standard error
     */
    public Output open(PrintWriter out, PrintWriter err) {
        return new PlainOutput(out, err, debug);
    }
}
