package dev.imagecopy.cli.output;

import picocli.CommandLine.ParameterException;

/** How the program ends. */
public enum ExitCode {
    /** Everything that was asked for is done. */
    DONE(0),
    /** At least one copy failed, or a call did. */
    FAILED(1),
    /** The command line or the plan is wrong; nothing was sent. */
    USAGE(2),
    /** It is unknown whether a copy was started. Takes precedence over {@link #FAILED}. */
    AMBIGUOUS(3),
    /** The program refused to start: another process owns the store, or no credentials were found. Nothing was sent. */
    REFUSED(4),
    /** The user detached from copies that go on. */
    INTERRUPTED(130);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** Returns the code for the shell. */
    public int code() {
        return code;
    }

    /**
     * Returns the code for a failure.
     *
     * @param failure what a command threw
     */
    public static ExitCode of(Throwable failure) {
        if (failure instanceof UsageException || failure instanceof ParameterException) {
            return USAGE;
        }
        return failure instanceof RefusedException ? REFUSED : FAILED;
    }
}
