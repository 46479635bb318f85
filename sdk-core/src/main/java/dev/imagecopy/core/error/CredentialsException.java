package dev.imagecopy.core.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Credentials could not be obtained. The message names each source that was tried and why it failed. */
public class CredentialsException extends SdkException {
    private static final long serialVersionUID = 1L;

    /** Whether there is no such source on this machine. */
    private final boolean absent;

    /**
     * Creates the exception.
     *
     * @param reason what went wrong, in one line without secrets
     * @param context which call failed
     * @param cause the cause, or null
     */
    public CredentialsException(String reason, ErrorContext context, @Nullable Throwable cause) {
        this(reason, context, cause, false);
    }

    private CredentialsException(String reason, ErrorContext context, @Nullable Throwable cause, boolean absent) {
        super(reason, context, Optional.empty(), Optional.empty(), cause);
        this.absent = absent;
    }

    /**
     * Creates the exception for a source that does not exist on this machine: no metadata service answers, or none of several
     * sources is set. Its message says everything, so it has no cause.
     *
     * @param reason what is missing, in one line without secrets
     * @param retryable whether asking the same source again may help
     * @return the exception
     */
    public static CredentialsException absent(String reason, boolean retryable) {
        return new CredentialsException(reason, ErrorContext.none(retryable), null, true);
    }

    /**
     * Returns whether the source does not exist on this machine, as opposed to one that failed.
     *
     * @return true if {@link #absent} created this exception
     */
    public boolean isAbsent() {
        return absent;
    }
}
