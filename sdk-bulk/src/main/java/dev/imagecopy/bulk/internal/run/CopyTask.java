package dev.imagecopy.bulk.internal.run;

import dev.imagecopy.bulk.CopyOrigin;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.bulk.RunningCopies;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.TargetLook;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumedCopy;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One job from start to end: looks in the store and, if the job ensures an image, at the service; starts or resumes the copy;
 * waits for it; and starts again under a new key if it failed and the settings permit that. Blocks no thread.
 *
 * @param <T> the type of the copy's result
 */
final class CopyTask<T> {
    /** Longer than any copy, for waits without a limit. */
    private static final Duration FOR_EVER = Duration.ofDays(3650);

    private final PlannedJob<T> job;
    private final RunSettings settings;
    private final TimeSource time;
    private final OwnRecords records;
    private final TaskReport<T> report;
    private final long startedAt;
    private int attempt = 1;
    private int cancelled; // of the attempts before
    private int begun;
    private final Object lock = new Object();
    private @Nullable RunningCopies stop; // guarded by lock
    private @Nullable Operation<T> operation; // guarded by lock
    private @Nullable CompletableFuture<T> waiting; // guarded by lock

    CopyTask(PlannedJob<T> job, RunSettings settings, TimeSource time) {
        this.job = job;
        this.settings = settings;
        this.time = time;
        this.records = new OwnRecords(settings.store());
        this.report = new TaskReport<>(job, settings, time);
        this.startedAt = time.nanoTime();
    }

    PlannedJob<T> job() {
        return job;
    }

    /** Begins; the future never fails. */
    CompletableFuture<TaskEnd> run() {
        return guarded(() -> from(1)).exceptionally(this::failed);
    }

    /** Ends the job soon, with or without its copy. */
    void stop(RunningCopies copies) {
        Operation<T> running;
        CompletableFuture<T> wait;
        synchronized (lock) {
            stop = copies;
            running = operation;
            wait = waiting;
        }
        if (running != null && wait != null) {
            stop(running, wait, copies);
        }
    }

    private void stop(Operation<T> running, CompletableFuture<T> wait, RunningCopies copies) {
        if (copies == RunningCopies.LEAVE) {
            wait.cancel(false);
            return;
        }
        running.cancelAsync().whenComplete((result, failure) -> {
            boolean cancelling =
                    result instanceof CancelResult.Requested || result instanceof CancelResult.AlreadyFinished;
            if (!cancelling) {
                wait.cancel(false); // the service cannot cancel it, or did not answer
            }
        });
    }

    private boolean isStopped() {
        synchronized (lock) {
            return stop != null;
        }
    }

    private CompletableFuture<TaskEnd> from(int first) {
        return records.find(job, first, cancelled)
                .thenCompose(found -> guarded(() -> {
                    attempt = found.attempt();
                    cancelled = found.cancelled();
                    if (found.underWay().isPresent()) {
                        return resume(found.underWay().get());
                    }
                    if (job.ensures()) {
                        cancelled = 0; // only the copies of this run count
                        return lookFirst();
                    }
                    if (found.succeeded() || attempt - cancelled > settings.attempts()) {
                        attempt--;
                        return found.before()
                                .map(before -> ended(report.stored(before)))
                                .orElseGet(this::start);
                    }
                    return start();
                }));
    }

    private CompletableFuture<TaskEnd> resume(StoredOperation stored) {
        begun++;
        return job.copies()
                .resumeAsync(settings.store().orElseThrow(), stored.key(), settings.resumePolicy(), settings.options())
                .thenCompose(resumed -> guarded(() -> {
                    if (resumed.handle().isPresent()) {
                        return await(resumed.handle().get(), CopyOrigin.RESUMED);
                    }
                    if (resumed instanceof ResumedCopy.Failed<T> failed
                            && failed.cause() instanceof ThrottledException tooMany) {
                        return ended(new TaskEnd.TooMany(tooMany));
                    }
                    return ended(report.resumed(resumed, attempt));
                }))
                .exceptionallyCompose(error -> afterError(error, CopyOrigin.RESUMED));
    }

    private CompletableFuture<TaskEnd> lookFirst() {
        return job.copies()
                .lookUpAsync(job.job().request(), settings.options())
                .thenCompose(look -> guarded(() -> {
                    if (look instanceof TargetLook.Missing<T>) {
                        return start();
                    }
                    if (look instanceof TargetLook.Ready<T> ready) {
                        return report.found(ready);
                    }
                    if (look instanceof TargetLook.InProgress<T> underWay) {
                        begun++;
                        return await(underWay.operation(), CopyOrigin.ADOPTED);
                    }
                    if (look instanceof TargetLook.Leftover<T> leftover) {
                        return settings.deletesLeftovers() ? delete(leftover) : start();
                    }
                    return ended(report.conflict((TargetLook.Conflict<T>) look));
                }));
    }

    private CompletableFuture<TaskEnd> delete(TargetLook.Leftover<T> leftover) {
        return job.copies()
                .deleteAsync(job.job().request(), leftover, settings.options())
                .thenCompose(deleted -> guarded(this::start));
    }

    private CompletableFuture<TaskEnd> start() {
        if (isStopped()) {
            return ended(report.ended(CopyStatus.NOT_STARTED, CopyOrigin.NONE, begun));
        }
        begun++;
        CallOptions options = settings.store().isPresent()
                ? settings.options().withIdempotencyKey(job.id().key(attempt))
                : settings.options();
        return job.copies()
                .startAsync(job.job().request(), options)
                .thenCompose(accepted -> guarded(() -> await(accepted, CopyOrigin.COPIED)))
                .exceptionallyCompose(error -> afterError(error, CopyOrigin.COPIED));
    }

    private CompletableFuture<TaskEnd> await(Operation<T> accepted, CopyOrigin origin) {
        CompletableFuture<T> wait = accepted.awaitAsync(timeLeft());
        RunningCopies stopped;
        synchronized (lock) {
            operation = accepted;
            waiting = wait;
            stopped = stop;
        }
        report.listen(accepted);
        if (stopped != null) {
            stop(accepted, wait, stopped);
        }
        return wait.<TaskEnd>thenApply(image -> report.succeeded(accepted, image, origin, attempts()))
                .exceptionallyCompose(error -> guarded(() -> afterWait(accepted, TaskReport.unwrapped(error), origin)));
    }

    private CompletableFuture<TaskEnd> afterWait(Operation<T> copy, Throwable error, CopyOrigin origin) {
        if (error instanceof OperationFailedException && !isStopped() && attempts() - cancelled < settings.attempts()) {
            return from(origin == CopyOrigin.ADOPTED ? attempt : attempt + 1);
        }
        return ended(report.waitFailed(copy, error, origin, attempts()));
    }

    /** How many copies were begun; for a job that ensures an image, only those of this run. */
    private int attempts() {
        return job.ensures() ? begun : attempt;
    }

    /** After a start that gave no handle. */
    private CompletableFuture<TaskEnd> afterError(Throwable thrown, CopyOrigin origin) {
        Throwable error = TaskReport.unwrapped(thrown);
        if (error instanceof ThrottledException tooMany) {
            return CompletableFuture.completedFuture(new TaskEnd.TooMany(tooMany));
        }
        if (error instanceof ConflictException && job.ensures() && origin == CopyOrigin.COPIED) {
            return lookAgain(error);
        }
        return ended(report.notStarted(error, attempts()));
    }

    /** The name was taken between the look and the copy, or a failed attempt occupies it. */
    private CompletableFuture<TaskEnd> lookAgain(Throwable refusal) {
        return job.copies()
                .lookUpAsync(job.job().request(), settings.options())
                .thenCompose(look -> guarded(() -> {
                    if (look instanceof TargetLook.Ready<T> ready) {
                        return report.found(ready);
                    }
                    if (look instanceof TargetLook.InProgress<T> underWay) {
                        return await(underWay.operation(), CopyOrigin.ADOPTED);
                    }
                    return ended(report.refused(look, refusal, attempts()));
                }));
    }

    private Duration timeLeft() {
        return settings.copyDeadline()
                .map(limit -> limit.minusNanos(time.nanoTime() - startedAt))
                .map(left -> left.isNegative() || left.isZero() ? Duration.ofNanos(1) : left)
                .orElse(FOR_EVER);
    }

    private TaskEnd failed(Throwable thrown) {
        Throwable error = TaskReport.unwrapped(thrown);
        if (error instanceof ThrottledException tooMany) {
            return new TaskEnd.TooMany(tooMany);
        }
        return report.notStarted(error, attempts());
    }

    private static CompletableFuture<TaskEnd> ended(TaskEnd end) {
        return CompletableFuture.completedFuture(end);
    }

    /** Turns an exception into a failed future. */
    private static <V> CompletableFuture<V> guarded(Supplier<CompletableFuture<V>> step) {
        try {
            return step.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
