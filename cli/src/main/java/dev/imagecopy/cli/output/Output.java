package dev.imagecopy.cli.output;

import java.util.List;

/**
 * Everything that a command prints. A command either runs copies ({@link #begin}, {@link #event} any number of times,
 * {@link #finish}) or prints {@link #listing}s, or both; and at last {@link #end} and {@link #close} are called, of which the latter writes the
 * document with {@code --json}. Implementations remove control characters and secrets from all texts.
 *
 * <p>Thread safety: {@link #event}, {@link #note} and {@link #warning} may be called by multiple threads at once.
 */
public interface Output extends AutoCloseable {

    /**
     * A run of copies begins.
     *
     * @param copies the copies, in order
     */
    void begin(List<PlannedCopy> copies);

    /**
     * Something has happened in the run.
     *
     * @param event what
     */
    void event(RunEvent event);

    /**
     * The run has ended.
     *
     * @param summary how
     */
    void finish(RunSummary summary);

    /**
     * Prints an answer in rows.
     *
     * @param listing the rows
     */
    void listing(Listing listing);

    /**
     * Prints an answer that is more than rows.
     *
     * @param answer the answer
     */
    void answer(Answer answer);

    /**
     * Tells people something: a line of text, which goes to standard error if standard output carries JSON.
     *
     * @param line a sentence
     */
    void note(String line);

    /**
     * Warns people, on standard error.
     *
     * @param line a sentence
     */
    void warning(String line);

    /**
     * Reports a failure that ends the command, which was not about deletions.
     *
     * @param failure the failure
     * @return its exit code
     */
    default ExitCode failure(Throwable failure) {
        return failure(failure, Subject.COPY);
    }

    /**
     * Reports a failure that ends the command: what happened, the vendor's code and request id, what to do next.
     *
     * @param failure the failure
     * @param subject what the command was about
     * @return its exit code
     */
    ExitCode failure(Throwable failure, Subject subject);

    /**
     * The command has ended. Nothing follows but {@link #close}.
     *
     * @param code how the program exits
     */
    void end(ExitCode code);

    @Override
    void close();
}
