package dev.imagecopy.servicefabric;

import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.servicefabric.model.StoreEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** How far a copy has come, as far as it is known. */
sealed interface CopyStep {
    /** The request is in flight, or waits for the transport. */
    record Open(CompletableFuture<Optional<String>> answer) implements CopyStep {}

    /** The gateway answered 200; the destination must still be looked at. */
    record Answered(Optional<String> requestId) implements CopyStep {}

    /**
     * Another process sent the request; the destination has not been looked at yet. Its clock may not be ours, so what is left
     * is at most the whole budget.
     */
    record Resumed(Instant endOfBudget, Duration budget) implements CopyStep {}

    /**
     * The response is lost. Times are on the monotonic clock.
     *
     * @param endOfBudget when the cluster's time limit for the last known attempt ends
     * @param resendFrom before that, an attempt of another process that is not known may still be in progress
     */
    record Verifying(
            long endOfBudget,
            long resendFrom,
            Optional<List<StoreEntry>> content,
            long changedAt,
            @Nullable SdkException cause)
            implements CopyStep {
        Verifying seeing(Optional<List<StoreEntry>> now, long changed) {
            return new Verifying(endOfBudget, resendFrom, now, changed, cause);
        }
    }
}
