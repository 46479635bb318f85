package dev.imagecopy.cli.output;

import static java.util.Objects.requireNonNull;

/** The program does not start what was asked of it. Nothing was sent. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String advice;

    /**
     * @param message why, in a sentence without a full stop
     * @param advice what to do about it, in a sentence without a full stop; empty if there is nothing
     */
    public RefusedException(String message, String advice) {
        super(message);
        this.advice = requireNonNull(advice, "advice");
    }

    /** Returns what to do about it; empty if there is nothing. */
    public String advice() {
        return advice;
    }
}
