package dev.imagecopy.core.error;

/** The call collides with something that exists or is under way, such as a name that is taken. */
public class ConflictException extends ApiException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param error what the service said
     * @param context which call failed
     */
    public ConflictException(ApiError error, ErrorContext context) {
        super(error, context);
    }
}
