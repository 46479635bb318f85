package dev.imagecopy.bulk.internal.run;

import dev.imagecopy.bulk.CopyFailure;
import dev.imagecopy.bulk.CopyOrigin;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.CopyTarget;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredOutcome;
import java.time.Instant;

/** Converts a stored operation to a job's outcome. */
final class StoredOutcomes {
    private StoredOutcomes() {}

    static OutcomeBuilder of(StoredOperation stored, String client, CopyTarget target, String source) {
        Instant startedAt = stored.sentAt().orElse(stored.queuedAt());
        int attempt = JobKeys.attempt(stored.key().idempotencyKey());
        OutcomeBuilder outcome = new OutcomeBuilder(
                        stored.key().idempotencyKey(), client, target, source, startedAt, stored.changedAt())
                .status(status(stored), attempt == 0 ? CopyOrigin.FOUND : CopyOrigin.RESUMED, attempt)
                .imageId(stored.outcome().map(StoredOutcome::imageId).orElse(""))
                .evidence(stored.outcome().map(StoredOutcome::evidence).orElse(Evidence.ANSWERED));
        stored.outcome().flatMap(StoredOutcome::failure).ifPresent(failure -> outcome.cause(CopyFailure.of(failure)));
        if (stored.outcome().isEmpty()) {
            stored.token().ifPresent(outcome::resumeToken);
        }
        return outcome;
    }

    private static CopyStatus status(StoredOperation stored) {
        return switch (stored.phase()) {
            case QUEUED -> CopyStatus.NOT_STARTED;
            case SENDING -> CopyStatus.AMBIGUOUS;
            case ACCEPTED -> CopyStatus.LEFT_RUNNING;
            case FINAL -> Answers.status(stored.outcome().orElseThrow().state());
        };
    }
}
