package dev.imagecopy.core.operation;

import dev.imagecopy.core.error.SdkException;
import java.util.Objects;

/** What became of a request to cancel an operation. Cancelling is best effort on every service. */
public sealed interface CancelResult {

    /**
     * The service accepted the request. Keep polling or waiting to learn whether the operation was cancelled or finished first.
     */
    record Requested() implements CancelResult {}

    /**
     * The operation had ended before the request reached it.
     *
     * @param state the final state
     */
    record AlreadyFinished(OperationState state) implements CancelResult {
        /** Rejects null. */
        public AlreadyFinished {
            Objects.requireNonNull(state, "state");
        }
    }

    /**
     * The service cannot cancel this operation; nothing was changed.
     *
     * @param reason why, in a sentence
     */
    record NotSupported(String reason) implements CancelResult {
        /** Rejects null. */
        public NotSupported {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * The request may or may not have reached the service. Asking again is safe.
     *
     * @param cause the last error
     */
    record Unknown(SdkException cause) implements CancelResult {
        /** Rejects null. */
        public Unknown {
            Objects.requireNonNull(cause, "cause");
        }
    }
}
