package dev.imagecopy.core.error;

/** The credentials are known but may not make this call. */
public class PermissionDeniedException extends ApiException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param error what the service said
     * @param context which call failed
     */
    public PermissionDeniedException(ApiError error, ErrorContext context) {
        super(error, context);
    }
}
