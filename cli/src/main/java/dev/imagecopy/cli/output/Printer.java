package dev.imagecopy.cli.output;

import java.io.PrintWriter;

/**
 * A stream of the process. Everything is flushed at once; what is written after the reader has gone is dropped, so that a copy
 * does not fail because of a closed pipe.
 */
final class Printer {
    private final PrintWriter out;
    private final Secrets secrets;

    /**
     * @param out the stream
     * @param secrets what is never printed
     */
    Printer(PrintWriter out, Secrets secrets) {
        this.out = out;
        this.secrets = secrets;
    }

    /** Prints a text that is clean apart from what the program itself adds. */
    void print(String text) {
        out.print(secrets.hidden(text));
        out.flush();
    }

    /** Prints a clean line. */
    void line(String clean) {
        print(clean + "\n");
    }
}
