package dev.imagecopy.core.error;

import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.ResumeToken;
import org.jspecify.annotations.Nullable;

/**
 * A wait or a poll ended, but not the operation: the service permanently refuses to answer polls, or what the client waits with, such as
 * the application's time source, failed.
 */
public class PollingStoppedException extends OperationException {
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
    public PollingStoppedException(
            String summary,
            ErrorContext context,
            OperationSnapshot<?> snapshot,
            ResumeToken resumeToken,
            @Nullable Throwable cause) {
        super(summary, context, snapshot, resumeToken, cause);
    }
}
