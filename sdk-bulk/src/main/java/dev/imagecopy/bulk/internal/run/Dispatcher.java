package dev.imagecopy.bulk.internal.run;

import dev.imagecopy.bulk.BulkProgress;
import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.bulk.CopyOrigin;
import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.bulk.RunningCopies;
import dev.imagecopy.core.CopyTarget;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.OperationStoreException;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs a stream of jobs: after each event, it starts every job that the limits permit, and continues to read as long as few
 * enough jobs wait. Everything runs in one {@link Mailbox}, except reading, which may block.
 */
public final class Dispatcher {
    /** How long the end of a run waits for the application's stream, which may block for ever. */
    private static final Duration READ_GRACE = Duration.ofSeconds(1);

    /** How many of the jobs that wait when the run stops are looked up in the store at once. */
    private static final int MOST_LOOKS = 32;

    /** How long the end of a run waits for the store to write how the last copies ended. */
    private static final Duration WRITE_GRACE = Duration.ofSeconds(30);

    private final RunSettings settings;
    private final TimeSource time;
    private final Executor executor;
    private final Mailbox mailbox;
    private final JobReader reader;
    private final Planner planner;
    private final JobQueues queues;
    private final SameTargets targets = new SameTargets();
    private final SameIds ids;
    private final Listeners listeners;
    private final ReportFile report;
    private final Tally tally = new Tally();
    private final Set<CopyTask<?>> running = new HashSet<>();
    private final Deque<CopyTask<?>> unstarted = new ArrayDeque<>(); // when the run stops
    private final Map<CopyTask<?>, TimeSource.Timer> deadlines = new HashMap<>();
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();
    private final long begunAt;
    private boolean reading;
    private boolean allRead;
    private boolean stopped;
    private RunningCopies whenStopped = RunningCopies.LEAVE;
    private int looks;
    private boolean abandonsReader;
    private long writes;
    private boolean awaitsWrites;
    private boolean abandonsWrites;
    private @Nullable Throwable sourceFailure;
    private volatile BulkProgress latest;

    /**
     * Creates a run that has not started.
     *
     * @param settings the application's settings
     * @param jobs the jobs, read one after the other
     * @param time the clocks
     * @param executor runs everything; must run at least two tasks at a time, or each task in the submitting thread
     * @param report receives the outcomes
     */
    public Dispatcher(
            RunSettings settings, Iterator<CopyJob> jobs, TimeSource time, Executor executor, ReportFile report) {
        this.settings = settings;
        this.time = time;
        this.executor = executor;
        this.report = report;
        this.mailbox = new Mailbox(executor, this::step, this::fail);
        this.reader = new JobReader(jobs, this::plan);
        this.planner = new Planner(settings.clients(), new JobKeys(runName(settings)));
        this.queues = new JobQueues(settings.limits(), settings.clients());
        this.ids = new SameIds(settings.store().isEmpty());
        this.listeners = new Listeners(settings, time);
        this.begunAt = time.nanoTime();
        this.latest = progress();
    }

    /** Without a store nothing is known of earlier runs, and no copy of theirs may count as one of this run. */
    private static String runName(RunSettings settings) {
        return settings.store().isPresent() ? settings.name() : settings.name() + UUID.randomUUID();
    }

    /** Starts; the future fails if the stream of jobs does, once the jobs read before that have ended. */
    public CompletableFuture<RunResult> run() {
        settings.deadline().ifPresent(limit -> {
            TimeSource.Timer timer = time.schedule(limit, () -> mailbox.post(this::timeIsUp));
            result.whenComplete((ended, failure) -> timer.cancel());
        });
        mailbox.post(() -> {});
        return result;
    }

    /** Returns the progress; never blocks. */
    public BulkProgress latest() {
        return latest;
    }

    /** Starts no further jobs, and ends those that are running, with or without their copies. */
    public void cancel(RunningCopies copies) {
        if (!result.isDone()) { // afterwards its threads are gone
            mailbox.post(() -> stop(copies));
        }
    }

    /** What happens after each batch of events. */
    private void step() {
        if (result.isDone()) {
            return;
        }
        while (!stopped) {
            Optional<JobQueues.Started> next = queues.next(time.nanoTime());
            if (next.isEmpty()) {
                break;
            }
            start(next.get());
        }
        endUnstarted();
        readOn();
        latest = progress();
        listeners.changed(() -> latest);
        if ((allRead || stopped) && (!reading || abandonsReader) && running.isEmpty() && waiting() == 0) {
            finishWhenWritten();
        }
    }

    private long waiting() {
        return queues.waiting() + targets.held() + ids.held() + unstarted.size();
    }

    private void readOn() {
        long room = settings.readAhead() - waiting();
        if (stopped || allRead || reading || room <= settings.readAhead() / 2) {
            return;
        }
        reading = true;
        executor.execute(() -> {
            boolean more = false;
            Throwable failure = null;
            try {
                more = reader.read((int) room);
            } catch (RuntimeException | Error e) {
                failure = e; // the application's stream
            }
            boolean hasMore = more;
            Throwable broken = failure;
            mailbox.post(() -> {
                reading = false;
                allRead = !hasMore;
                sourceFailure = broken;
            });
        });
    }

    /** On the reader's thread, which reads one job at a time. */
    private void plan(CopyJob job) {
        PlannedJob<?> planned;
        try {
            planned = planner.plan(job);
        } catch (IllegalArgumentException refused) {
            mailbox.post(() -> {
                if (!result.isDone()) {
                    ended(refused(job, refused));
                }
            });
            return;
        }
        mailbox.post(() -> {
            if (result.isDone()) {
                return; // read too late
            }
            CopyTask<?> task = new CopyTask<>(planned, settings, time);
            if (!ids.enter(task)) {
                ids.end(task).ifPresent(end -> ended(end.of(job.client())));
            } else if (targets.enter(task)) {
                queues.add(task);
            }
            if (stopped) {
                giveUpWaiting();
            }
        });
    }

    private TaskEnd.Ended refused(CopyJob job, IllegalArgumentException reason) {
        return new OutcomeBuilder("", job.client(), new CopyTarget("", "", "", ""), "", time.now(), time.now())
                .status(CopyStatus.FAILED, CopyOrigin.NONE, 0)
                .cause(reason)
                .end();
    }

    private void start(JobQueues.Started started) {
        CopyTask<?> task = started.task();
        running.add(task);
        settings.copyDeadline()
                .ifPresent(limit -> deadlines.computeIfAbsent(
                        task, begins -> time.schedule(limit, () -> mailbox.post(() -> expired(task)))));
        long startedAt = time.nanoTime();
        task.run().thenAccept(end -> mailbox.post(() -> gaveBack(started, end, startedAt)));
    }

    private void expired(CopyTask<?> task) {
        task.expire();
        if (!running.contains(task) && queues.remove(task)) {
            ended(task, task.unfinished());
        }
    }

    /** A task has ended, or the service was too busy for it. */
    private void gaveBack(JobQueues.Started started, TaskEnd end, long startedAt) {
        CopyTask<?> task = started.task();
        running.remove(task);
        if (end instanceof TaskEnd.Ended over) {
            CopyOutcome outcome = over.outcome();
            boolean copied = outcome.status() == CopyStatus.SUCCEEDED && outcome.origin() == CopyOrigin.COPIED;
            queues.ended(started.queue(), task.hasSeenEnd(), copied ? time.nanoTime() - startedAt : -1);
            ended(task, over);
        } else if (stopped || !task.mayGoOn()) {
            queues.ended(started.queue(), false, -1);
            ended(task, task.unfinished());
        } else {
            long now = time.nanoTime();
            long wait = end instanceof TaskEnd.TooMany tooMany
                    ? queues.refused(started, now, hint(tooMany.refusal()))
                    : queues.busy(started, now, hint(((TaskEnd.Busy) end).refusal()));
            if (wait > 0) {
                time.schedule(Duration.ofNanos(wait), () -> mailbox.post(() -> {}));
            }
        }
    }

    private static long hint(ApiException refusal) {
        return TimeSource.saturatedNanos(refusal.retryAfter().orElse(Duration.ZERO));
    }

    private void ended(CopyTask<?> task, TaskEnd.Ended end) {
        TimeSource.Timer deadline = deadlines.remove(task);
        if (deadline != null) {
            deadline.cancel();
        }
        CompletableFuture<?> written = task.lastWrite();
        if (!written.isDone()) {
            writes++;
            written.whenComplete((value, failure) -> mailbox.post(() -> writes--));
        }
        List<CopyTask<?>> same = new ArrayList<>(targets.takeSame(task));
        same.addAll(ids.ended(task, end));
        ended(end);
        same.forEach(other -> ended(end.of(other.job().job().client())));
        targets.leave(task).ifPresent(queues::add);
    }

    private void ended(TaskEnd.Ended end) {
        add(end);
        boolean storeBroken = end.exception()
                        .filter(OperationStoreException.class::isInstance)
                        .isPresent()
                && settings.store().flatMap(OperationStore::damage).isEmpty();
        if (storeBroken
                || (settings.stopsAtFirstFailure() && end.outcome().status().isFailure())) {
            stopStarting(); // without a store nothing may be sent
        }
    }

    private void timeIsUp() {
        stop(RunningCopies.LEAVE);
    }

    private void stop(RunningCopies copies) {
        whenStopped = copies;
        stopStarting();
        List.copyOf(running).forEach(task -> task.stop(copies));
    }

    private void stopStarting() {
        if (!stopped) {
            stopped = true;
            reader.stop();
            TimeSource.Timer grace = time.schedule(READ_GRACE, () -> mailbox.post(() -> abandonsReader = true));
            result.whenComplete((ended, failure) -> grace.cancel());
            running.forEach(CopyTask::startNothing);
        }
        giveUpWaiting();
    }

    private void giveUpWaiting() {
        unstarted.addAll(targets.takeOthers());
        unstarted.addAll(queues.takeAll());
    }

    /** An earlier start may have begun the copies of jobs that this one has not started. */
    private void endUnstarted() {
        while (looks < MOST_LOOKS && !unstarted.isEmpty()) {
            CopyTask<?> task = unstarted.removeFirst();
            running.add(task);
            looks++;
            task.stopWaiting(whenStopped)
                    .thenAccept(end -> mailbox.post(() -> {
                        looks--;
                        running.remove(task);
                        ended(task, end instanceof TaskEnd.Ended over ? over : task.unfinished());
                    }));
        }
    }

    private void add(TaskEnd.Ended end) {
        tally.add(end.outcome());
        report.add(end.outcome());
        listeners.ended(end);
    }

    private BulkProgress progress() {
        return new BulkProgress(
                tally.done(),
                tally.failed(),
                running.size(),
                waiting(),
                allRead,
                elapsed(),
                allRead ? queues.timeLeft() : Optional.empty());
    }

    private Duration elapsed() {
        return Duration.ofNanos(time.nanoTime() - begunAt);
    }

    private void finishWhenWritten() {
        if (writes == 0 || abandonsWrites) {
            finish();
        } else if (!awaitsWrites) {
            awaitsWrites = true;
            TimeSource.Timer grace = time.schedule(WRITE_GRACE, () -> mailbox.post(() -> abandonsWrites = true));
            result.whenComplete((ended, failure) -> grace.cancel());
        }
    }

    private void finish() {
        listeners.finished(latest);
        if (sourceFailure != null) {
            result.completeExceptionally(sourceFailure);
            return;
        }
        result.complete(new RunResult(Map.copyOf(tally.counts()), List.copyOf(tally.failures()), elapsed()));
    }

    private void fail(Throwable bug) {
        result.completeExceptionally(bug);
    }
}
