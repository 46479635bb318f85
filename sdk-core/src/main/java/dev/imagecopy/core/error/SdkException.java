package dev.imagecopy.core.error;

import dev.imagecopy.core.operation.ResumeToken;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything the SDK throws. The message is one line that names the client's method, the status or reason, the
 * service's code and request id, the attempt, and whether trying again may help. No message holds a query string, a header
 * value, a body or a secret. Earlier attempts of the same call are {@link #getSuppressed() suppressed exceptions}.
 */
public abstract class SdkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** How many attempts were made. */
    private final int attempts;

    /** Whether trying again may help. */
    private final boolean retryable;

    /** Where to go on, or null. */
    private final @Nullable String resumeToken;

    /**
     * Makes an exception.
     *
     * @param summary what went wrong, in one line without secrets
     * @param context which call failed
     * @param requestId the service's request id, when known
     * @param resumeToken where to go on, when there is anything to go on with
     * @param cause the cause, or null
     */
    protected SdkException(
            String summary,
            ErrorContext context,
            Optional<String> requestId,
            Optional<ResumeToken> resumeToken,
            @Nullable Throwable cause) {
        super(context.message(summary, requestId), cause);
        this.attempts = context.attempt();
        this.retryable = context.retryable();
        this.resumeToken = resumeToken.isPresent() ? resumeToken.get().value() : null;
    }

    /**
     * Tells how many attempts were made.
     *
     * @return the number of attempts, 0 when nothing was sent
     */
    public int attempts() {
        return attempts;
    }

    /**
     * Tells whether the same call may succeed later without any change.
     *
     * @return true if trying again may help
     */
    public boolean retryable() {
        return retryable;
    }

    /**
     * Returns the token with which the operation can be picked up.
     *
     * @return the token, when one exists
     */
    public Optional<ResumeToken> resumeToken() {
        return resumeToken == null ? Optional.empty() : Optional.of(new ResumeToken(resumeToken));
    }
}
