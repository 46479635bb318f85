package dev.imagecopy.bulk;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.bulk.internal.run.JobKeys;
import dev.imagecopy.core.CopyTarget;
import dev.imagecopy.core.operation.OperationState;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The progress of one copy.
 *
 * @param key the job's key
 * @param client the name of the client that runs it
 * @param target where it goes
 * @param state the state of the copy
 * @param percent 0 to 100, if the service reports it
 * @param timeLeft the service's own estimate, if it gives one
 */
public record CopyProgress(
        String key,
        String client,
        CopyTarget target,
        OperationState state,
        OptionalInt percent,
        Optional<Duration> timeLeft) {
    /** Rejects null. */
    public CopyProgress {
        requireNonNull(key, "key");
        requireNonNull(client, "client");
        requireNonNull(target, "target");
        requireNonNull(state, "state");
        requireNonNull(percent, "percent");
        requireNonNull(timeLeft, "timeLeft");
    }

    /**
     * Identifies the job: the same in all its snapshots and its {@link CopyOutcome}, in the lines of the report, and
     * in every start with the same store. Empty for a run without a store.
     */
    public String job() {
        return JobKeys.job(key);
    }
}
