package dev.imagecopy.core.error;

import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.ResumeToken;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A wait for an operation ended without a result. The handle that threw it stays usable. */
public abstract class OperationException extends SdkException {
    private static final long serialVersionUID = 1L;

    private final transient OperationSnapshot<?> snapshot;
    /** The service's id of the operation. */
    private final String operationId;

    /**
     * Creates the exception.
     *
     * @param summary what happened, in one line without secrets
     * @param context which wait ended
     * @param snapshot what was last known of the operation
     * @param resumeToken where to go on
     * @param cause the cause, or null
     */
    protected OperationException(
            String summary,
            ErrorContext context,
            OperationSnapshot<?> snapshot,
            ResumeToken resumeToken,
            @Nullable Throwable cause) {
        super(
                summary,
                context,
                snapshot.failure().isPresent() ? snapshot.failure().get().requestId() : Optional.empty(),
                Optional.of(resumeToken),
                cause);
        this.snapshot = snapshot;
        this.operationId = snapshot.operationId();
    }

    /** {@return the service's id of the operation; empty if it is unknown because a reply was lost} */
    public String operationId() {
        return operationId;
    }

    /**
     * Returns what was last known about the operation.
     *
     * @return the snapshot; null only in an exception that was serialized and deserialized
     */
    public OperationSnapshot<?> snapshot() {
        return snapshot;
    }
}
