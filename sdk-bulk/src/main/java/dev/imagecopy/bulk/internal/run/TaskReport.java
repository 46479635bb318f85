package dev.imagecopy.bulk.internal.run;

import dev.imagecopy.bulk.CopyFailure;
import dev.imagecopy.bulk.CopyOrigin;
import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.bulk.CopyProgress;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.TargetLook;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ClientClosedException;
import dev.imagecopy.core.error.OperationCancelledException;
import dev.imagecopy.core.error.OperationWaitTimeoutException;
import dev.imagecopy.core.error.PollingStoppedException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.core.operation.ResumedCopy;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.operation.StoredOutcome;
import dev.imagecopy.core.time.TimeSource;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Creates the outcome of one job.
 *
 * @param <T> the type of the copy's result
 */
final class TaskReport<T> {
    private final PlannedJob<T> job;
    private final RunSettings settings;
    private final TimeSource time;
    private @Nullable Instant startedAt;

    TaskReport(PlannedJob<T> job, RunSettings settings, TimeSource time) {
        this.job = job;
        this.settings = settings;
        this.time = time;
    }

    /** The job starts now. */
    void starts() {
        startedAt = time.now();
    }

    void listen(Operation<T> copy) {
        settings.onCopyProgress()
                .ifPresent(listener -> copy.onProgress(snapshot -> listener.accept(new CopyProgress(
                        key(1),
                        job.job().client(),
                        job.target(),
                        snapshot.state(),
                        snapshot.progressPercent(),
                        snapshot.remaining()))));
    }

    TaskEnd succeeded(Operation<T> copy, T image, CopyOrigin origin, int attempts) {
        return outcome(CopyStatus.SUCCEEDED, origin, attempts)
                .imageId(job.copies().resultId(image))
                .evidence(copy.latest().evidence())
                .end();
    }

    /**
     * The job ends before anything is known of its copy.
     *
     * @param expired whether its own time has passed, and not the run's
     * @param stored the copy as stored, if it may be under way
     */
    TaskEnd.Ended unfinished(boolean expired, Optional<StoredOperation> stored, int attempts) {
        CopyStatus stopped = stored.isPresent() ? CopyStatus.LEFT_RUNNING : CopyStatus.NOT_STARTED;
        CopyOrigin origin = stored.isPresent() ? CopyOrigin.RESUMED : CopyOrigin.NONE;
        OutcomeBuilder outcome =
                outcome(expired ? CopyStatus.TIMED_OUT : stopped, origin, attempts, storedKey(stored, attempts));
        if (expired) {
            outcome.cause(new CopyFailure("TIMED_OUT", "the time limit of the job has passed", Optional.empty()));
        }
        stored.flatMap(StoredOperation::token).ifPresent(outcome::resumeToken);
        return outcome.end();
    }

    private String storedKey(Optional<StoredOperation> stored, int attempts) {
        return stored.map(open -> open.key().idempotencyKey()).orElseGet(() -> key(Math.max(1, attempts)));
    }

    /** The image already existed; the store keeps that for the report. */
    CompletableFuture<TaskEnd> found(TargetLook.Ready<T> ready) {
        CopyOutcome outcome = outcome(CopyStatus.SUCCEEDED, CopyOrigin.FOUND, 0)
                .imageId(ready.id())
                .evidence(Answers.evidence(ready.match()))
                .build();
        TaskEnd end = new TaskEnd.Ended(outcome, Optional.empty());
        if (settings.store().isEmpty()) {
            return CompletableFuture.completedFuture(end);
        }
        StoredOperation record = StoredOperation.queued(
                        job.copies().key(outcome.key()),
                        job.copies().write(job.job().request()),
                        job.target().region(),
                        job.target().name(),
                        outcome.startedAt())
                .ended(
                        new StoredOutcome(
                                OperationState.SUCCEEDED,
                                ready.status(),
                                ready.id(),
                                outcome.evidence(),
                                Optional.empty(),
                                true),
                        outcome.endedAt());
        // If this is not written, the next start looks again.
        try {
            return settings.store().get().save(record).handle((saved, failure) -> end);
        } catch (RuntimeException unwritten) {
            return CompletableFuture.completedFuture(end);
        }
    }

    TaskEnd conflict(TargetLook.Conflict<T> found) {
        return outcome(CopyStatus.CONFLICT, CopyOrigin.NONE, 0)
                .imageId(Answers.imageId(found))
                .cause(Answers.conflict(found))
                .end();
    }

    /** What the job's own failed copy has left stays there. */
    TaskEnd leftover(TargetLook.Leftover<T> own, TargetLook.Conflict<T> found, int attempts) {
        return outcome(CopyStatus.LEFTOVER, CopyOrigin.NONE, attempts)
                .imageId(own.id())
                .cause(Answers.leftover(found))
                .end();
    }

    /** The service rejected a copy because of something that the search beforehand did not show or ignored. */
    TaskEnd refused(TargetLook<T> look, Throwable refusal, int attempts) {
        if (look instanceof TargetLook.Conflict<T> conflict) {
            return conflict(conflict);
        }
        boolean leftover = look instanceof TargetLook.Leftover<T>;
        return outcome(leftover ? CopyStatus.LEFTOVER : CopyStatus.CONFLICT, CopyOrigin.NONE, attempts)
                .imageId(look instanceof TargetLook.Leftover<T> left ? left.id() : "")
                .cause(refusal)
                .end();
    }

    /** The wait for a copy ended without the image. */
    TaskEnd waitFailed(Operation<T> copy, Throwable error, CopyOrigin origin, int attempts) {
        CopyStatus status = statusAfterWait(error);
        OutcomeBuilder outcome = outcome(status, origin, attempts)
                .evidence(copy.latest().evidence())
                .cause(error);
        if (status != CopyStatus.FAILED && status != CopyStatus.CANCELLED) {
            outcome.resumeToken(copy.resumeToken());
        }
        return outcome.end();
    }

    private static CopyStatus statusAfterWait(Throwable error) {
        if (error instanceof OperationCancelledException) {
            return CopyStatus.CANCELLED;
        }
        if (error instanceof OperationWaitTimeoutException) {
            return CopyStatus.TIMED_OUT;
        }
        if (error instanceof AmbiguousOutcomeException) {
            return CopyStatus.AMBIGUOUS;
        }
        boolean left = error instanceof CancellationException
                || error instanceof ClientClosedException
                || error instanceof PollingStoppedException;
        return left ? CopyStatus.LEFT_RUNNING : CopyStatus.FAILED;
    }

    /**
     * There is no handle of a copy.
     *
     * @param stored the copy as stored, if it may be under way
     */
    TaskEnd notStarted(Throwable error, Optional<StoredOperation> stored, int attempts) {
        if (stored.isPresent()) {
            return open(stored.get(), statusOfOpen(error), attempts)
                    .cause(error)
                    .end();
        }
        boolean ambiguous = error instanceof AmbiguousOutcomeException;
        return outcome(ambiguous ? CopyStatus.AMBIGUOUS : CopyStatus.FAILED, CopyOrigin.NONE, attempts)
                .cause(error)
                .end();
    }

    private static CopyStatus statusOfOpen(Throwable error) {
        return statusAfterWait(error) == CopyStatus.LEFT_RUNNING ? CopyStatus.LEFT_RUNNING : CopyStatus.AMBIGUOUS;
    }

    private OutcomeBuilder open(StoredOperation stored, CopyStatus status, int attempts) {
        OutcomeBuilder outcome = outcome(status, CopyOrigin.RESUMED, attempts);
        stored.token().ifPresent(outcome::resumeToken);
        return outcome;
    }

    /**
     * What was resumed from the store and has no handle.
     *
     * @param stored the copy as it is stored now, if it may be under way
     */
    TaskEnd resumed(ResumedCopy<T> resumed, Optional<StoredOperation> stored, int attempts) {
        if (resumed instanceof ResumedCopy.Finished<T> finished) {
            return stored(finished.stored());
        }
        if (resumed instanceof ResumedCopy.Ambiguous<T> ambiguous) {
            return outcome(CopyStatus.AMBIGUOUS, CopyOrigin.RESUMED, attempts)
                    .cause(ambiguous.cause())
                    .resumeToken(ambiguous.token())
                    .end();
        }
        // Whatever has kept it from being settled, it may have begun.
        OutcomeBuilder outcome = stored.map(open -> open(open, CopyStatus.AMBIGUOUS, attempts))
                .orElseGet(() -> outcome(CopyStatus.FAILED, CopyOrigin.RESUMED, attempts));
        return resumed instanceof ResumedCopy.Refused<T> refused
                ? outcome.cause(new CopyFailure("Refused", refused.reason(), Optional.empty()))
                        .end()
                : outcome.cause(((ResumedCopy.Failed<T>) resumed).cause()).end();
    }

    /** What an earlier start finished. */
    TaskEnd stored(StoredOperation stored) {
        return StoredOutcomes.of(stored, job.job().client(), job.target(), job.source())
                .end();
    }

    private String key(int attempt) {
        return settings.store().isPresent() ? job.id().key(attempt) : "";
    }

    private OutcomeBuilder outcome(CopyStatus status, CopyOrigin origin, int attempts) {
        return outcome(status, origin, attempts, key(attempts));
    }

    private OutcomeBuilder outcome(CopyStatus status, CopyOrigin origin, int attempts, String key) {
        Instant now = time.now();
        return new OutcomeBuilder(
                        key, job.job().client(), job.target(), job.source(), startedAt == null ? now : startedAt, now)
                .status(status, origin, attempts);
    }
}
