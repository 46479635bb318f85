package dev.imagecopy.core.error;

/** Something that the call names does not exist, or is not visible to these credentials. */
public class NotFoundException extends ApiException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param error what the service said
     * @param context which call failed
     */
    public NotFoundException(ApiError error, ErrorContext context) {
        super(error, context);
    }
}
