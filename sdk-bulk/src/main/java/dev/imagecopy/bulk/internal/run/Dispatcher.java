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
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final RunSettings settings;
    private final TimeSource time;
    private final Executor executor;
    private final Mailbox mailbox;
    private final JobReader reader;
    private final Planner planner;
    private final JobQueues queues;
    private final Listeners listeners;
    private final Tally tally = new Tally();
    private final Map<CopyTask<?>, JobQueues.Started> running = new HashMap<>();
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();
    private final long begunAt;
    private boolean reading;
    private boolean allRead;
    private boolean stopped;
    private boolean abandonsReader;
    private @Nullable Throwable sourceFailure;
    private volatile BulkProgress latest;

    /**
     * Creates a run that has not started.
     *
     * @param settings the application's settings
     * @param jobs the jobs, read one after the other
     * @param time the clocks
     * @param executor runs everything; must run at least two tasks at a time, or each task in the submitting thread
     */
    public Dispatcher(RunSettings settings, Iterator<CopyJob> jobs, TimeSource time, Executor executor) {
        this.settings = settings;
        this.time = time;
        this.executor = executor;
        this.mailbox = new Mailbox(executor, this::step, this::fail);
        this.reader = new JobReader(jobs, this::plan);
        this.planner = new Planner(settings.clients(), new JobKeys(settings.name()));
        this.queues = new JobQueues(settings.limits(), settings.clients());
        this.listeners = new Listeners(settings, time);
        this.begunAt = time.nanoTime();
        this.latest = progress();
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
        readOn();
        latest = progress();
        listeners.changed(() -> latest);
        if ((allRead || stopped) && (!reading || abandonsReader) && running.isEmpty() && queues.waiting() == 0) {
            finish();
        }
    }

    private void readOn() {
        long room = settings.readAhead() - queues.waiting();
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
            queues.add(planned);
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
        CopyTask<?> task = new CopyTask<>(started.job(), settings, time);
        running.put(task, started);
        long startedAt = time.nanoTime();
        task.run().thenAccept(end -> mailbox.post(() -> taskEnded(task, started, end, startedAt)));
    }

    private void taskEnded(CopyTask<?> task, JobQueues.Started started, TaskEnd end, long startedAt) {
        running.remove(task);
        if (end instanceof TaskEnd.TooMany tooMany && !stopped) {
            Duration hint = Optional.of(tooMany.refusal())
                    .flatMap(ApiException::retryAfter)
                    .orElse(Duration.ZERO);
            long wait = queues.refused(started, time.nanoTime(), TimeSource.saturatedNanos(hint));
            if (wait > 0) {
                time.schedule(Duration.ofNanos(wait), () -> mailbox.post(() -> {}));
            }
            return;
        }
        TaskEnd.Ended ended = end instanceof TaskEnd.Ended over ? over : notStarted(started.job());
        CopyOutcome outcome = ended.outcome();
        boolean copied = outcome.status() == CopyStatus.SUCCEEDED && outcome.origin() == CopyOrigin.COPIED;
        queues.ended(started.queue(), copied ? time.nanoTime() - startedAt : -1);
        ended(ended);
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
        stopStarting();
        List.copyOf(running.keySet()).forEach(task -> task.stop(copies));
    }

    private void stopStarting() {
        if (!stopped) {
            stopped = true;
            reader.stop();
            TimeSource.Timer grace = time.schedule(READ_GRACE, () -> mailbox.post(() -> abandonsReader = true));
            result.whenComplete((ended, failure) -> grace.cancel());
        }
        giveUpWaiting();
    }

    private void giveUpWaiting() {
        for (PlannedJob<?> job : queues.takeAll()) {
            add(notStarted(job));
        }
    }

    private void add(TaskEnd.Ended end) {
        tally.add(end.outcome());
        listeners.ended(end);
    }

    private TaskEnd.Ended notStarted(PlannedJob<?> job) {
        return new OutcomeBuilder(
                        settings.store().isPresent() ? job.id().key(1) : "",
                        job.job().client(),
                        job.target(),
                        job.source(),
                        time.now(),
                        time.now())
                .status(CopyStatus.NOT_STARTED, CopyOrigin.NONE, 0)
                .end();
    }

    private BulkProgress progress() {
        return new BulkProgress(
                tally.done(),
                tally.failed(),
                running.size(),
                queues.waiting(),
                allRead,
                elapsed(),
                allRead ? queues.timeLeft() : Optional.empty());
    }

    private Duration elapsed() {
        return Duration.ofNanos(time.nanoTime() - begunAt);
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
