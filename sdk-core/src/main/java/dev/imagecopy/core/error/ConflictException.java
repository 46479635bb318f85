package dev.imagecopy.core.error;

/** The call conflicts with something that exists or is in progress, such as a name that is taken. */
public class ConflictException extends ApiException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param error what the service said
     * @param context which call failed
     */
    public ConflictException(ApiError error, ErrorContext context) {
        super(error, context);
    }
}
