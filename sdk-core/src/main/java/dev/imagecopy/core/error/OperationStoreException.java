package dev.imagecopy.core.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The operation store failed, or has lost something and nobody has acknowledged that, or other code of the application's failed
 * while the store was asked, such as a time source: <b>nothing was sent</b> for this call. The {@link #getCause() cause} is that
 * code's own error.
 */
public class OperationStoreException extends SdkException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param reason what went wrong, in one line without secrets
     * @param context the call that failed
     * @param cause the store's error, or null
     */
    public OperationStoreException(String reason, ErrorContext context, @Nullable Throwable cause) {
        super(reason, context, Optional.empty(), Optional.empty(), cause);
    }
}
