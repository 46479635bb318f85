package dev.imagecopy.core.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Credentials could not be obtained. The message names each source that was tried and why it failed. */
public class CredentialsException extends SdkException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param reason what went wrong, in one line without secrets
     * @param context which call failed
     * @param cause the cause, or null
     */
    public CredentialsException(String reason, ErrorContext context, @Nullable Throwable cause) {
        super(reason, context, Optional.empty(), Optional.empty(), cause);
    }
}
