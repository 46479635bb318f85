package dev.imagecopy.core.error;

/** The service did not accept the credentials, or their signature. */
public class AuthenticationException extends ApiException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param error what the service said
     * @param context which call failed
     */
    public AuthenticationException(ApiError error, ErrorContext context) {
        super(error, context);
    }
}
