package dev.imagecopy.core.error;

/** The service refused the call because there were too many; {@link #retryAfter()} is how long it asked to wait, if it did. */
public class ThrottledException extends ApiException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param error what the service said
     * @param context which call failed
     */
    public ThrottledException(ApiError error, ErrorContext context) {
        super(error, context);
    }
}
