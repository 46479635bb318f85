package dev.imagecopy.bulk.internal.run;

import dev.imagecopy.bulk.CopyOrigin;
import dev.imagecopy.bulk.RunningCopies;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.TargetLook;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.ConflictException;
import dev.imagecopy.core.error.OperationCancelledException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.error.ThrottledException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.ResumedCopy;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * One job from start to end: looks in the store and, if the job ensures an image, at the service; starts or resumes the copy;
 * waits for it; and starts again under a new key if it failed and the settings permit that. Blocks no thread. Runs again, from
 * where it was, if the service was too busy.
 *
 * @param <T> the type of the copy's result
 */
final class CopyTask<T> {
    /** Longer than any copy, for waits without a limit. */
    private static final Duration FOR_EVER = Duration.ofDays(3650);

    /** The shortest wait that there is. */
    private static final Duration NO_TIME = Duration.ofNanos(1);

    private final PlannedJob<T> job;
    private final RunSettings settings;
    private final TimeSource time;
    private final OwnRecords records;
    private final TaskReport<T> report;
    private final CurrentStep<T> step = new CurrentStep<>();
    private boolean started;
    private long startedAt;
    private int attempt = 1;
    private int cancelled; // of the attempts before
    private int begun;
    private boolean copyEnded;
    private boolean lastFailed;
    private Optional<StoredOperation> mayBeUnderWay = Optional.empty();

    CopyTask(PlannedJob<T> job, RunSettings settings, TimeSource time) {
        this.job = job;
        this.settings = settings;
        this.time = time;
        this.records = new OwnRecords(settings.store());
        this.report = new TaskReport<>(job, settings, time);
    }

    PlannedJob<T> job() {
        return job;
    }

    /** Begins, or goes on after a pause; the future never fails. */
    CompletableFuture<TaskEnd> run() {
        if (!started) {
            started = true;
            startedAt = time.nanoTime();
            report.starts();
        }
        return guarded(() -> from(attempt)).exceptionallyCompose(this::failed);
    }

    /** Ends a job that still waits; the store knows whether an earlier start has begun its copy. */
    CompletableFuture<TaskEnd> stopWaiting(RunningCopies copies) {
        step.stop(copies);
        return settings.store().isEmpty()
                ? ended(unfinished())
                : guarded(() -> from(attempt)).exceptionallyCompose(unreadable -> ended(unfinished()));
    }

    /** Whether it may still begin something. */
    boolean mayGoOn() {
        if (started && timeLeft().compareTo(NO_TIME) <= 0) {
            step.expire(); // the timer may be late
        }
        return step.mayGoOn();
    }

    /** Lets what is in progress continue, but nothing that changes a service begin. */
    void startNothing() {
        step.startNothing();
    }

    /** Ends the job soon, with or without its copy. */
    void stop(RunningCopies copies) {
        step.stop(copies);
    }

    /** Ends the job now, because its time has passed. */
    void expire() {
        step.expire();
    }

    /** Whether a copy of the job has ended on the service, so that there is room for another. */
    boolean hasSeenEnd() {
        return copyEnded;
    }

    /** Completes when the store has the end of the copy. */
    CompletableFuture<?> lastWrite() {
        return copyEnded ? records.written(key()) : CompletableFuture.completedFuture(null);
    }

    /** The outcome of a job that may not go on. */
    TaskEnd.Ended unfinished() {
        return report.unfinished(
                step.isExpired(), mayBeUnderWay, mayBeUnderWay.isEmpty() ? begun : Math.max(1, attempts()));
    }

    private OperationKey key() {
        return job.copies().key(job.id().key(attempt));
    }

    private CompletableFuture<TaskEnd> from(int first) {
        return records.find(job, first, cancelled)
                .thenCompose(found -> guarded(() -> {
                    attempt = found.attempt();
                    cancelled = job.ensures() ? 0 : found.cancelled(); // for the one, only the copies of this run count
                    mayBeUnderWay = found.underWay().filter(stored -> stored.phase() != StoredOperation.Phase.QUEUED);
                    lastFailed |= found.failed();
                    if (found.underWay().isPresent()) {
                        return resume(found.underWay().get());
                    }
                    if (job.ensures()) {
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
        boolean accepted = stored.phase() == StoredOperation.Phase.ACCEPTED;
        if (!mayGoOn() && (!accepted || step.leavesCopy())) {
            return ended(unfinished()); // settling may send it again
        }
        begun++;
        CompletableFuture<ResumedCopy<T>> resumed = job.copies()
                .resumeAsync(settings.store().orElseThrow(), stored.key(), settings.resumePolicy(), settings.options());
        if (accepted) {
            step.takingUp(resumed);
        } else if (mayBeUnderWay.isPresent()) {
            step.abortable(resumed);
        }
        return resumed.thenCompose(told -> guarded(() ->
                        told.handle().isPresent() ? await(told.handle().get(), CopyOrigin.RESUMED) : notResumed(told)))
                .exceptionallyCompose(this::failed);
    }

    private CompletableFuture<TaskEnd> notResumed(ResumedCopy<T> resumed) {
        if (resumed instanceof ResumedCopy.Failed<T> failed) {
            boolean refused = mayBeUnderWay.isEmpty();
            if (refused && failed.cause() instanceof ApiException others && Answers.isBecauseOfOthers(others)) {
                begun--;
                return ended(new TaskEnd.TooMany(others));
            }
            if (failed.cause() instanceof ThrottledException busy) {
                begun--;
                return ended(new TaskEnd.Busy(busy));
            }
            if (refused && failed.cause() instanceof ConflictException && job.ensures()) {
                return lookAgain(failed.cause());
            }
        }
        if (mayBeUnderWay.isPresent()
                && resumed instanceof ResumedCopy.Ambiguous<T> open
                && open.cause().getCause() instanceof ThrottledException busy) {
            begun--;
            return ended(new TaskEnd.Busy(busy));
        }
        return records.open(resumed.stored().key(), mayBeUnderWay)
                .thenApply(open -> report.resumed(resumed, open, attempt));
    }

    private CompletableFuture<TaskEnd> lookFirst() {
        if (!mayGoOn()) {
            return ended(unfinished());
        }
        return step.abortable(job.copies().lookUpAsync(job.job().request(), settings.options()))
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
                    return occupied((TargetLook.Conflict<T>) look);
                }));
    }

    /** Where a service does not show whose an unfinished image is, the job's own record tells. A copy would replace it. */
    private CompletableFuture<TaskEnd> occupied(TargetLook.Conflict<T> there) {
        if (!lastFailed || !there.isUnfinished() || there.ids().isEmpty()) {
            return ended(report.conflict(there));
        }
        TargetLook.Leftover<T> own = new TargetLook.Leftover<>(there.ids().get(0), "", TargetLook.Match.NAME);
        return settings.deletesLeftovers() ? delete(own) : ended(report.leftover(own, there, attempts()));
    }

    private CompletableFuture<TaskEnd> delete(TargetLook.Leftover<T> leftover) {
        if (!mayGoOn()) {
            return ended(unfinished());
        }
        return step.abortable(job.copies().deleteAsync(job.job().request(), leftover, settings.options()))
                .thenCompose(deleted -> guarded(this::start));
    }

    private CompletableFuture<TaskEnd> start() {
        if (!mayGoOn()) {
            return ended(unfinished());
        }
        begun++;
        return job.copies()
                .startAsync(job.job().request(), keyed())
                .thenCompose(accepted -> guarded(() -> await(accepted, CopyOrigin.COPIED)))
                .exceptionallyCompose(this::refused);
    }

    /** Without a store, the job's key goes to the services that honor it; the others would reject it. */
    private CallOptions keyed() {
        return settings.store().isPresent() || job.copies().honorsKeys(job.job().request())
                ? settings.options().withIdempotencyKey(job.id().key(attempt))
                : settings.options();
    }

    private CompletableFuture<TaskEnd> await(Operation<T> accepted, CopyOrigin origin) {
        CompletableFuture<T> wait = accepted.awaitAsync(timeLeft());
        report.listen(accepted);
        step.waits(accepted, wait, origin != CopyOrigin.ADOPTED);
        return wait.<TaskEnd>thenApply(image -> {
                    copyEnded = true;
                    return report.succeeded(accepted, image, origin, attempts());
                })
                .exceptionallyCompose(error -> guarded(() -> afterWait(accepted, Answers.unwrapped(error), origin)));
    }

    private CompletableFuture<TaskEnd> afterWait(Operation<T> copy, Throwable error, CopyOrigin origin) {
        lastFailed = error instanceof OperationFailedException && origin != CopyOrigin.ADOPTED;
        copyEnded |= error instanceof OperationFailedException || error instanceof OperationCancelledException;
        if (error instanceof OperationFailedException && mayGoOn() && attempts() - cancelled < settings.attempts()) {
            return from(origin == CopyOrigin.ADOPTED ? attempt : attempt + 1);
        }
        return ended(report.waitFailed(copy, error, origin, attempts()));
    }

    /** How many copies were begun; for a job that ensures an image, only those of this run. */
    private int attempts() {
        return job.ensures() ? begun : attempt;
    }

    /** The service did not accept a copy. */
    private CompletableFuture<TaskEnd> refused(Throwable thrown) {
        Throwable error = Answers.unwrapped(thrown);
        if (error instanceof ApiException others && Answers.isBecauseOfOthers(others)) {
            begun--;
            return ended(new TaskEnd.TooMany(others));
        }
        return error instanceof ConflictException && job.ensures() ? lookAgain(error) : failed(error);
    }

    /** The name was taken between the look and the copy, or a failed attempt occupies it. */
    private CompletableFuture<TaskEnd> lookAgain(Throwable refusal) {
        return step.abortable(job.copies().lookUpAsync(job.job().request(), settings.options()))
                .whenComplete((look, thrown) -> {
                    if (thrown != null && Answers.unwrapped(thrown) instanceof ThrottledException) {
                        begun--; // the job goes on later, and the service began nothing
                    }
                })
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
                .map(left -> left.compareTo(NO_TIME) < 0 ? NO_TIME : left)
                .orElse(FOR_EVER);
    }

    /** A step that gave no handle, and was not a copy that the service refused. */
    private CompletableFuture<TaskEnd> failed(Throwable thrown) {
        Throwable error = Answers.unwrapped(thrown);
        if (error instanceof CancellationException && !mayGoOn()) {
            return ended(unfinished());
        }
        if (error instanceof ThrottledException busy) {
            return ended(new TaskEnd.Busy(busy));
        }
        // What the SDK says of its own call is certain; after anything else, the store knows more.
        CompletableFuture<Optional<StoredOperation>> open = error instanceof SdkException
                ? CompletableFuture.completedFuture(mayBeUnderWay)
                : records.open(key(), mayBeUnderWay);
        return open.thenApply(stored -> report.notStarted(error, stored, attempts()));
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
