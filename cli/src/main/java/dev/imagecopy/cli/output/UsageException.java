package dev.imagecopy.cli.output;

/** What the user wrote, on the command line or in a file, is wrong. Nothing was sent. */
public class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * @param message what is wrong and where, one line for each mistake
     */
    public UsageException(String message) {
        super(message);
    }
}
