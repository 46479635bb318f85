package dev.imagecopy.core.error;

/** The service reported a failure of its own. For a call that changes something, the outcome may be unknown. */
public class ServerErrorException extends ApiException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param error what the service said
     * @param context which call failed
     */
    public ServerErrorException(ApiError error, ErrorContext context) {
        super(error, context);
    }
}
