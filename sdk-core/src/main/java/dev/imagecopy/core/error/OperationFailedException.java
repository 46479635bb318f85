package dev.imagecopy.core.error;

import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.ResumeToken;
import org.jspecify.annotations.Nullable;

/** The operation is over and failed; {@code snapshot().failure()} holds the service's code and words. */
public class OperationFailedException extends OperationException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param summary what happened, in one line without secrets
     * @param context which wait ended
     * @param snapshot what was last known of the operation
     * @param resumeToken where to go on
     * @param cause the cause, or null
     */
    public OperationFailedException(
            String summary,
            ErrorContext context,
            OperationSnapshot<?> snapshot,
            ResumeToken resumeToken,
            @Nullable Throwable cause) {
        super(summary, context, snapshot, resumeToken, cause);
    }
}
