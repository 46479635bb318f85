package dev.imagecopy.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Runs commands in the process of the test, and keeps what they print. */
public final class Terminal {
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    /** Returns the exit code. */
    public int run(String... arguments) {
        return run(Main.commandLine(), arguments);
    }

    /** Runs a command with further words behind those that all of a test's commands have; returns the exit code. */
    public int run(List<String> words, String... more) {
        return run(Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new));
    }

    /** Returns the exit code. */
    public int run(CommandLine line, String... arguments) {
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    /** Everything on standard output since the last {@link #clear}. */
    public String out() {
        return out.toString();
    }

    /** Everything on standard error since the last {@link #clear}. */
    public String err() {
        return err.toString();
    }

    /** The first line on standard error; empty if there is none. */
    public String firstError() {
        return err().lines().findFirst().orElse("");
    }

    public void clear() {
        out = new StringWriter();
        err = new StringWriter();
    }
}
