package dev.imagecopy.core.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The call's deadline passed, or the client's own rate limit would have delayed the call beyond it, and nothing that changes
 * state can have reached the service. If the service itself asks to wait beyond the deadline, its error is thrown instead and
 * says so.
 */
public class DeadlineExceededException extends SdkException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param reason what went wrong, in one line without secrets
     * @param context which call failed
     * @param cause the cause, or null
     */
    public DeadlineExceededException(String reason, ErrorContext context, @Nullable Throwable cause) {
        super(reason, context, Optional.empty(), Optional.empty(), cause);
    }
}
