package dev.imagecopy.core.error;

/** The service rejected the request as invalid; the same request would fail again. */
public class InvalidRequestException extends ApiException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param error what the service said
     * @param context which call failed
     */
    public InvalidRequestException(ApiError error, ErrorContext context) {
        super(error, context);
    }
}
