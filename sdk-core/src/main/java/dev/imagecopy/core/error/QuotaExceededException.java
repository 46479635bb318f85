package dev.imagecopy.core.error;

/** A quota or a capacity limit of the account is exhausted. */
public class QuotaExceededException extends ApiException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param error what the service said
     * @param context which call failed
     */
    public QuotaExceededException(ApiError error, ErrorContext context) {
        super(error, context);
    }
}
