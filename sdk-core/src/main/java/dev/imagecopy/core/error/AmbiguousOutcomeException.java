package dev.imagecopy.core.error;

import dev.imagecopy.core.operation.ResumeToken;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call that changes something may or may not have taken effect, and a look at the service did not settle which. The SDK has
 * not repeated it and will not. For a copy, {@link #resumeToken()} identifies the attempt: pass it to
 * {@code ImageCopyClient.resume} later to look again. A deletion may be repeated: that leads to the same state. The
 * {@link #getCause() cause} is the last error.
 */
public class AmbiguousOutcomeException extends SdkException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param reason why the outcome is unknown, in one line without secrets
     * @param context the call that failed
     * @param resumeToken the token to look again with, if the call starts an operation
     * @param cause the last error, or null
     */
    public AmbiguousOutcomeException(
            String reason, ErrorContext context, Optional<ResumeToken> resumeToken, @Nullable Throwable cause) {
        super(reason, context, Optional.empty(), resumeToken, cause);
    }
}
