package dev.imagecopy.core.error;

/** A quota or a capacity limit of the account is used up. */
public class QuotaExceededException extends ApiException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param error what the service said
     * @param context which call failed
     */
    public QuotaExceededException(ApiError error, ErrorContext context) {
        super(error, context);
    }
}
