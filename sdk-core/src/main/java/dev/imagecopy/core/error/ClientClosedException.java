package dev.imagecopy.core.error;

import dev.imagecopy.core.operation.ResumeToken;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The client was closed before or during the call. If the call waited for an operation, the operation continues and
 * {@link #resumeToken()} resumes it.
 */
public class ClientClosedException extends SdkException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param context the call that ended
     * @param resumeToken the token of the operation that was waited for, if any
     */
    public ClientClosedException(ErrorContext context, Optional<ResumeToken> resumeToken) {
        this(context, resumeToken, null);
    }

    /**
     * Creates the exception for a call that was in progress.
     *
     * @param context the call that ended
     * @param resumeToken the token of the operation that was waited for, if any
     * @param cause an exception that says how far the call had got, or null
     */
    public ClientClosedException(ErrorContext context, Optional<ResumeToken> resumeToken, @Nullable Throwable cause) {
        super("the client is closed", context, Optional.empty(), resumeToken, cause);
    }
}
