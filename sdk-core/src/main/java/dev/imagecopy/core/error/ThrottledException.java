package dev.imagecopy.core.error;

/** The service refused the call because too many came; {@link #retryAfter()} tells when to come back, where it said so. */
public class ThrottledException extends ApiException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param error what the service said
     * @param context which call failed
     */
    public ThrottledException(ApiError error, ErrorContext context) {
        super(error, context);
    }
}
