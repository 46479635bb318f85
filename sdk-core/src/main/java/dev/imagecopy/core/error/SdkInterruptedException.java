package dev.imagecopy.core.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The thread was interrupted while it waited for a response. Its interrupt flag is set. */
public class SdkInterruptedException extends SdkException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param reason what went wrong, in one line without secrets
     * @param context which call failed
     * @param cause the cause, or null
     */
    public SdkInterruptedException(String reason, ErrorContext context, @Nullable Throwable cause) {
        super(reason, context, Optional.empty(), Optional.empty(), cause);
    }
}
