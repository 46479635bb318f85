package dev.imagecopy.core.error;

/** The service knows the credentials, but they do not permit this call. */
public class PermissionDeniedException extends ApiException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param error what the service said
     * @param context which call failed
     */
    public PermissionDeniedException(ApiError error, ErrorContext context) {
        super(error, context);
    }
}
