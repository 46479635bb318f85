package dev.imagecopy.core.error;

/** The service found the request wrong; the same request will fail again. */
public class InvalidRequestException extends ApiException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param error what the service said
     * @param context which call failed
     */
    public InvalidRequestException(ApiError error, ErrorContext context) {
        super(error, context);
    }
}
