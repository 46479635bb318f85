package dev.imagecopy.core.error;

import dev.imagecopy.core.operation.ResumeToken;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The client was closed before or during the call. An operation on the service goes on; its token is here. */
public class ClientClosedException extends SdkException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param context which call ended
     * @param resumeToken the operation that was waited for, if one was
     */
    public ClientClosedException(ErrorContext context, Optional<ResumeToken> resumeToken) {
        this(context, resumeToken, null);
    }

    /**
     * Makes the exception for a call that was under way.
     *
     * @param context which call ended
     * @param resumeToken the operation that was waited for, if one was
     * @param cause how far the call had got, or null
     */
    public ClientClosedException(ErrorContext context, Optional<ResumeToken> resumeToken, @Nullable Throwable cause) {
        super("the client is closed", context, Optional.empty(), resumeToken, cause);
    }
}
