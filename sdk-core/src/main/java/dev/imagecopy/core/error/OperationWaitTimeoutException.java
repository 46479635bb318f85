package dev.imagecopy.core.error;

import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.ResumeToken;
import org.jspecify.annotations.Nullable;

/** The timeout of a wait passed. The operation continues: wait again, or resume it later. */
public class OperationWaitTimeoutException extends OperationException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param summary what happened, in one line without secrets
     * @param context which wait ended
     * @param snapshot what was last known of the operation
     * @param resumeToken where to go on
     * @param cause the cause, or null
     */
    public OperationWaitTimeoutException(
            String summary,
            ErrorContext context,
            OperationSnapshot<?> snapshot,
            ResumeToken resumeToken,
            @Nullable Throwable cause) {
        super(summary, context, snapshot, resumeToken, cause);
    }
}
