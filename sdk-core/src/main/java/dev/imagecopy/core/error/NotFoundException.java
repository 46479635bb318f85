package dev.imagecopy.core.error;

/** Something that the call refers to does not exist, or is not visible to these credentials. */
public class NotFoundException extends ApiException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param error what the service said
     * @param context which call failed
     */
    public NotFoundException(ApiError error, ErrorContext context) {
        super(error, context);
    }
}
