package dev.imagecopy.fleet.internal.engine;

import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.fleet.FleetException;
import dev.imagecopy.fleet.FleetState;
import dev.imagecopy.fleet.internal.db.PickedTask;
import dev.imagecopy.fleet.internal.row.CopyRecord;
import dev.imagecopy.fleet.internal.row.CopyRecordJson;
import dev.imagecopy.fleet.internal.row.CopyRow;
import dev.imagecopy.fleet.internal.step.CopyStep;
import dev.imagecopy.fleet.internal.step.FleetSettings;
import dev.imagecopy.fleet.internal.step.Handles;
import dev.imagecopy.fleet.internal.step.StepEnd;
import dev.imagecopy.fleet.internal.step.StepStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the engine's tasks do. Each gives its task back itself, if possible in the transaction of its step. Safe for use by multiple threads. */
public final class Executions {
    private static final Logger LOG = LoggerFactory.getLogger(Executions.class);
    private static final int MOST_IN_GROUP = 100;
    private static final Duration EARLY = Duration.ofMillis(50);
    private static final Duration ELSEWHERE = Duration.ofSeconds(30);
    private static final Duration TAKEN_OVER = Duration.ofSeconds(1);
    private static final Duration UNWRITTEN = Duration.ofSeconds(5);

    private final Tables tables;
    private final FleetSettings settings;
    private final Admission admission;
    private final RowLanes rowLanes;
    private final GroupWriter writer;
    private final Handles handles = new Handles();
    private final Drain drain;
    private final String worker;

    /**
     * Creates the executions of a worker.
     *
     * @param tables the fleet's tables
     * @param settings the application's settings
     * @param drain stops them
     * @param worker the worker's name
     */
    public Executions(Tables tables, FleetSettings settings, Drain drain, String worker) {
        this.tables = tables;
        this.settings = settings;
        this.drain = drain;
        this.worker = worker;
        LaneNames names = new LaneNames(settings.limits(), settings.clients());
        this.rowLanes = new RowLanes(tables, names);
        this.admission = new Admission(tables, names, worker);
        this.writer = new GroupWriter(tables, new StepWriter(tables, settings, names, worker));
    }

    /** A step that was begun, with the row that it commits. */
    private record Begun(RowCommit commit, CompletableFuture<StepEnd> end, Runnable abort) {
        static Begun over(RowCommit commit, StepEnd end) {
            return new Begun(commit, CompletableFuture.completedFuture(end), () -> {});
        }
    }

    /** Makes the next step of one copy. */
    public void copy(PickedTask task, StepThread thread) {
        if (drain.isDraining()) {
            release(task.dueAt(Optional.of(tables.now())), thread);
            return;
        }
        Optional<CopyRow> found =
                tables.database().read(connection -> tables.copies().find(connection, task.instance()));
        if (found.isEmpty() || !hasSteps(found.get().progress())) {
            release(task.dueAt(Optional.empty()), thread);
            return;
        }
        Instant due = found.get().progress().dueAt();
        if (due != null && due.isAfter(tables.now().plus(EARLY))) {
            release(task.dueAt(Optional.of(due)), thread); // it was revived while somebody else made the step
            return;
        }
        List<CopyRow> written = make(found.stream().toList(), Optional.of(task), thread);
        if (written.isEmpty()) {
            release(task.dueAt(Optional.of(tables.now().plus(TAKEN_OVER))), thread);
        }
    }

    private void release(PickedTask.Release release, StepThread thread) {
        new Patience(tables.database(), thread::pause)
                .run(() -> tables.database().transact(connection -> {
                    tables.tasks().release(connection, List.of(release), tables.now());
                    return true;
                }));
    }

    /** A copy that is polled with its group has none of its own. */
    private static boolean hasSteps(CopyRow.Progress progress) {
        boolean isInGroup = progress.state() == FleetState.RUNNING && progress.group() != null;
        return progress.state().holdsPlace() && !isInGroup;
    }

    /** Polls the copies of a group that are due or soon will be. */
    public void group(PickedTask task, StepThread thread) {
        if (drain.isDraining()) {
            release(task.dueAt(Optional.of(tables.now())), thread);
            return;
        }
        String name = task.instance();
        // The same call tells the state of those that will be due soon.
        Instant by = tables.now().plus(settings.pollPolicy().maxInterval().dividedBy(2));
        List<CopyRow> rows = tables.database().read(connection -> {
            Optional<Instant> next = tables.copies().nextInGroup(connection, name);
            boolean isDue = next.isPresent() && !next.get().isAfter(tables.now().plus(EARLY));
            return isDue ? tables.copies().dueInGroup(connection, name, by, MOST_IN_GROUP) : List.<CopyRow>of();
        });
        boolean areWritten =
                rows.isEmpty() || make(rows, Optional.empty(), thread).size() == rows.size();
        Instant earliest = areWritten ? Instant.MIN : tables.now().plus(UNWRITTEN);
        new Patience(tables.database(), thread::pause)
                .run(() -> tables.database().transact(connection -> {
                    Optional<Instant> next = tables.copies()
                            .nextInGroup(connection, name)
                            .map(due -> due.isBefore(earliest) ? earliest : due);
                    tables.tasks().release(connection, List.of(task.dueAt(next)), tables.now());
                    return true;
                }));
    }

    /** Does what no single step did: fills free places, and schedules what has lost its task. */
    public void sweep() {
        tables.database().transact(connection -> {
            tables.tasks().heal(connection, tables.now());
            rowLanes.mendWaiting(connection);
            return true;
        });
        admission.admit();
    }

    /** Makes one step of each copy, all at once; returns the rows as they are now, without those that others have written. */
    private List<CopyRow> make(List<CopyRow> rows, Optional<PickedTask> task, StepThread thread) {
        List<Begun> begun = new ArrayList<>();
        double jitter = ThreadLocalRandom.current().nextDouble();
        for (CopyRow row : rows) {
            begun.add(begin(row, thread.executor(), jitter));
        }
        CompletableFuture<Void> all =
                CompletableFuture.allOf(begun.stream().map(Begun::end).toArray(CompletableFuture[]::new));
        CompletableFuture<List<StepWriter.Done>> done = all.thenApply(ended -> done(begun, task));
        List<StepWriter.Done> ended =
                thread.await(done, () -> begun.forEach(step -> step.abort().run()));
        StepWriter.Written written =
                new Patience(tables.database(), thread::pause).get(() -> write(begun, ended, task));
        if (written.freed()) {
            fillPlaces();
        }
        return written.rows().stream().filter(Objects::nonNull).toList();
    }

    private static List<StepWriter.Done> done(List<Begun> begun, Optional<PickedTask> task) {
        return begun.stream()
                .map(step -> new StepWriter.Done(
                        step.commit().row(), step.end().join(), step.commit().hasCommitted(), task))
                .toList();
    }

    /** Nothing was sent after a commit of which nobody knew whether it had succeeded; if it had, the step
     * goes on from the row that it wrote. */
    private StepWriter.Written write(List<Begun> begun, List<StepWriter.Done> ended, Optional<PickedTask> task) {
        StepWriter.Written written = writer.write(ended);
        boolean isAdopted = begun.size() == 1
                && written.rows().get(0) == null
                && begun.get(0).commit().adoptsLostCommit();
        return isAdopted ? writer.write(done(begun, task)) : written;
    }

    /** The steps that made room have ended, whatever becomes of this. */
    private void fillPlaces() {
        try {
            admission.admit();
        } catch (FleetException e) {
            LOG.warn("Free places of the fleet are filled some seconds later", e);
        }
    }

    private Begun begin(CopyRow row, Executor executor, double jitter) {
        RowCommit commit = new RowCommit(tables, executor, worker, row);
        CopyRecord record;
        try {
            record = CopyRecordJson.read(row.record());
        } catch (IllegalArgumentException broken) {
            return Begun.over(commit, new StepEnd.SetAside(String.valueOf(broken.getMessage())));
        }
        Optional<ImageCopyClient<?, ?>> client =
                settings.clients().client(row.job().client());
        if (client.isEmpty()) {
            return Begun.over(
                    commit,
                    new StepEnd.GoesOn(
                            record,
                            row.progress().state(),
                            ELSEWHERE,
                            false,
                            "a worker has no client of the name " + row.job().client()));
        }
        CopyStep<?> step = step(row, record, client.get(), commit, jitter);
        return new Begun(commit, step.run(), step::abort);
    }

    private <T> CopyStep<T> step(
            CopyRow row, CopyRecord record, ImageCopyClient<?, T> client, StepStore.Commit commit, double jitter) {
        return CopyStep.of(settings, handles, row, record, client, commit, jitter);
    }
}
