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

    private static final String CLOSED = "the client is closed; make the call with another one";

    private static final String GOES_ON =
            "the client is closed, and the operation goes on: do not start it again; resume it"
                    + " with its token in another client";

    private static final String NOT_BEGUN =
            "the client was closed before anything was sent, so nothing has begun; start it with another client";

    private static final String NOT_SENT_HERE =
            "the client was closed before it sent anything, but another may have taken the copy over from the operation store; start it"
                    + " under its idempotency key, which makes no second copy";

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
        this(resumeToken.isPresent() ? GOES_ON : CLOSED, context, resumeToken, cause);
    }

    private ClientClosedException(
            String summary, ErrorContext context, Optional<ResumeToken> resumeToken, @Nullable Throwable cause) {
        super(summary, context, Optional.empty(), resumeToken, cause);
    }

    /**
     * Creates the exception for an operation of which nothing has been sent yet.
     *
     * @param context the call that was ended
     * @param resumeToken the token of the operation that would have been started
     * @param nobodyElse whether it is certain that no other client has sent it, which may have taken it over from an operation store
     * @return an exception that says so
     */
    public static ClientClosedException beforeSending(
            ErrorContext context, ResumeToken resumeToken, boolean nobodyElse) {
        return new ClientClosedException(
                nobodyElse ? NOT_BEGUN : NOT_SENT_HERE, context, Optional.of(resumeToken), null);
    }
}
