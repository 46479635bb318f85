package dev.imagecopy.core.internal.operation;

import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.StoredOutcome;
import dev.imagecopy.core.spi.CopyType;
import dev.imagecopy.core.spi.OperationHandle;
import dev.imagecopy.core.spi.PollResult;
import java.util.Optional;

/** The end of a copy that an operation store contains. */
final class StoredEnd {
    private StoredEnd() {}

    /** Returns it as if a poll had found it. */
    static <T> PollResult.Found<T> found(CopyType<?, ?, T> type, OperationHandle handle, StoredOutcome outcome) {
        String status = outcome.providerStatus();
        PollResult.Found<T> end = outcome.state() == OperationState.SUCCEEDED
                ? PollResult.succeeded(status, type.restored(handle, outcome))
                : PollResult.ended(
                        outcome.state(),
                        status,
                        outcome.failure()
                                .orElseGet(() ->
                                        new OperationFailure(outcome.state().name(), "", Optional.empty())));
        return end.withEvidence(outcome.evidence());
    }
}
