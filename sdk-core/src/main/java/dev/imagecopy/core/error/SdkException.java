package dev.imagecopy.core.error;

import dev.imagecopy.core.operation.ResumeToken;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything the SDK throws. The message is one line with the client's method, the status or reason, the service's
 * code and request id, the attempt, and whether a retry may help. No message contains a query string, a header value, a body or
 * a secret. Earlier attempts of the same call are {@link #getSuppressed() suppressed exceptions}.
 */
public abstract class SdkException extends RuntimeException implements Cloneable {
    private static final long serialVersionUID = 1L;

    /** The number of attempts that were made. */
    private final int attempts;

    /** Whether a retry may help. */
    private final boolean retryable;

    /** The token to resume with, or null. */
    private final @Nullable String resumeToken;

    /** How to repeat the call, or null. */
    private transient @Nullable RetryAdvice retryAdvice;

    /**
     * Creates an exception.
     *
     * @param summary what went wrong, in one line without secrets
     * @param context which call failed
     * @param requestId the service's request id, if known
     * @param resumeToken the token to resume with, if there is one
     * @param cause the cause, or null
     */
    protected SdkException(
            String summary,
            ErrorContext context,
            Optional<String> requestId,
            Optional<ResumeToken> resumeToken,
            @Nullable Throwable cause) {
        super(context.message(summary, requestId), cause);
        this.attempts = context.attempts().number();
        this.retryable = context.retryable();
        this.resumeToken = resumeToken.isPresent() ? resumeToken.get().value() : null;
    }

    /**
     * Returns a copy for one of several callers who waited for the same call: whoever changes its stack trace leaves the others'
     * as it is.
     *
     * @return an exception of the same type with the same message, cause and stack trace
     */
    @Override
    public SdkException clone() {
        try {
            return (SdkException) super.clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Returns the number of attempts that were made.
     *
     * @return the number of attempts; 0 if nothing was sent
     */
    public int attempts() {
        return attempts;
    }

    /**
     * Returns whether the same call may succeed later without any change.
     *
     * @return true if a retry may help
     */
    public boolean retryable() {
        return retryable;
    }

    /**
     * Returns a copy for a call that needs what the failed one did not get, such as credentials, and that heeds what the service has
     * said about when to come again.
     *
     * @param advice how to repeat the failed call; null if the service has not said
     * @return an exception that differs in {@link #retryAdvice()} alone
     */
    public SdkException advising(@Nullable RetryAdvice advice) {
        SdkException advised = clone();
        advised.adopt(advice);
        return advised;
    }

    void adopt(@Nullable RetryAdvice advice) {
        retryAdvice = advice;
    }

    /**
     * Returns how the call is to be repeated. Only failures of calls on which others depend, and those of the others, say so.
     *
     * @return the advice, if it is known
     */
    public Optional<RetryAdvice> retryAdvice() {
        return Optional.ofNullable(retryAdvice);
    }

    /**
     * Returns the token with which the operation can be resumed.
     *
     * @return the token, if there is one
     */
    public Optional<ResumeToken> resumeToken() {
        return resumeToken == null ? Optional.empty() : Optional.of(new ResumeToken(resumeToken));
    }
}
