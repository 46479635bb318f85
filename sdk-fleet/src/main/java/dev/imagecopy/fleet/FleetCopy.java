package dev.imagecopy.fleet;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.bulk.CopyOutcome;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One copy of a fleet, as its row shows it.
 *
 * @param id its id within the fleet, for {@link Fleet#cancel} and {@link Fleet#retry}
 * @param runName the name under which it was submitted
 * @param state where it stands
 * @param outcome what is known of it, in the same form as in a bulk run. Before it has ended, its status is {@code NOT_STARTED} or
 *     {@code LEFT_RUNNING}, and its end is the time of its last change
 * @param providerStatus the service's own status; empty if there is none
 * @param percent 0 to 100, if the service tells
 * @param requestId the id to quote to the vendor's support; empty if unknown
 * @param submittedAt when it was submitted
 * @param acceptedAt when the service accepted it
 * @param dueAt when its next step is due
 * @param worker the worker that made its last step; empty if there was none
 * @param cancelRequested whether somebody asked to cancel it, and it has not ended yet
 * @param problem what a person should know about it; empty if nothing
 */
public record FleetCopy(
        String id,
        String runName,
        FleetState state,
        CopyOutcome outcome,
        String providerStatus,
        OptionalInt percent,
        String requestId,
        Instant submittedAt,
        Optional<Instant> acceptedAt,
        Optional<Instant> dueAt,
        String worker,
        boolean cancelRequested,
        String problem) {
    /** Rejects null. */
    public FleetCopy {
        requireNonNull(id, "id");
        requireNonNull(runName, "runName");
        requireNonNull(state, "state");
        requireNonNull(outcome, "outcome");
        requireNonNull(providerStatus, "providerStatus");
        requireNonNull(percent, "percent");
        requireNonNull(requestId, "requestId");
        requireNonNull(submittedAt, "submittedAt");
        requireNonNull(acceptedAt, "acceptedAt");
        requireNonNull(dueAt, "dueAt");
        requireNonNull(worker, "worker");
        requireNonNull(problem, "problem");
    }
}
