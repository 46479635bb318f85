package dev.imagecopy.fleet.internal.engine;

import dev.imagecopy.bulk.CopyOrigin;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.fleet.FleetState;
import dev.imagecopy.fleet.internal.db.Lane;
import dev.imagecopy.fleet.internal.db.Limit;
import dev.imagecopy.fleet.internal.db.TaskTable;
import dev.imagecopy.fleet.internal.row.CopyRecord;
import dev.imagecopy.fleet.internal.row.CopyRecordJson;
import dev.imagecopy.fleet.internal.row.CopyRow;
import dev.imagecopy.fleet.internal.step.FleetSettings;
import dev.imagecopy.fleet.internal.step.StepEnd;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes what steps led to, in one transaction: the rows, the places that are free now, and the tasks of other kinds. */
final class StepWriter {
    private final Tables tables;
    private final FleetSettings settings;
    private final LaneNames names;
    private final String worker;

    StepWriter(Tables tables, FleetSettings settings, LaneNames names, String worker) {
        this.tables = tables;
        this.settings = settings;
        this.names = names;
        this.worker = worker;
    }

    /**
     * A step that was made.
     *
     * @param row the row as the step knows it
     * @param end what it led to
     * @param sent whether it has committed that the copy is being sent
     */
    record Done(CopyRow row, StepEnd end, boolean sent) {}

    /**
     * What was written.
     *
     * @param rows the rows; null in place of one that somebody else has written since it was read
     * @param freed whether there may be a free place now
     */
    record Written(List<@Nullable CopyRow> rows, boolean freed) {}

    private record Change(Done done, CopyRow row) {
        private boolean ends() {
            return !row.progress().state().holdsPlace() && !keepsPlace(row);
        }
    }

    /** A row that was set aside while its copy may have been running keeps the place. */
    static boolean keepsPlace(CopyRow row) {
        return row.progress().state() == FleetState.SET_ASIDE && row.progress().startedAt() != null;
    }

    Written write(List<Done> done) {
        Instant now = tables.now();
        List<Change> changes = new ArrayList<>();
        for (Done each : done) {
            changes.add(new Change(each, changed(each, now)));
        }
        Written written = tables.database().transact(connection -> write(connection, changes, now));
        List<@Nullable CopyRow> rows = new ArrayList<>(written.rows());
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i) == null && done.get(i).sent()) {
                rows.set(i, fact(done.get(i), now).orElse(null));
            }
        }
        return new Written(rows, written.freed());
    }

    private CopyRow changed(Done done, Instant now) {
        CopyRow row = done.row();
        CopyRow.Progress before = row.progress();
        if (done.end() instanceof StepEnd.GoesOn on) {
            CopyRow.Progress next = before.in(on.state(), now.plus(on.dueIn()), now, worker)
                    .with(on.problem())
                    .polledBy(on.state() == FleetState.RUNNING ? group(row) : null);
            boolean isNew = on.accepted() || (on.state() == FleetState.RUNNING && before.acceptedAt() == null);
            return row.written(isNew ? next.accepted(now) : next, CopyRecordJson.write(on.record()));
        }
        if (done.end() instanceof StepEnd.Ended ended) {
            return row.written(before.ended(ended.status(), now, worker), CopyRecordJson.write(ended.record()));
        }
        if (done.end() instanceof StepEnd.TooMany tooMany) {
            CopyRow.Progress waiting = before.in(FleetState.WAITING, null, now, worker);
            return row.written(waiting, CopyRecordJson.write(tooMany.record()));
        }
        boolean unsent = before.state() == FleetState.READY;
        CopyRow.Progress aside =
                before.in(FleetState.SET_ASIDE, null, now, worker).with(((StepEnd.SetAside) done.end()).reason());
        return row.written(
                unsent
                        ? new CopyRow.Progress(
                                aside.state(), null, null, null, null, null, now, worker, aside.problem())
                        : aside,
                row.record());
    }

    private @Nullable String group(CopyRow row) {
        return settings.pollsInGroups(row.job().target().provider())
                ? row.job().client() + "|" + row.job().target().region()
                : null;
    }

    private Written write(Connection connection, List<Change> planned, Instant now) throws SQLException {
        Map<String, Lane> lanes = new HashMap<>();
        TreeSet<String> limitNames = new TreeSet<>();
        List<Change> changes = new ArrayList<>();
        for (Change change : planned) {
            String name = change.row().job().lane();
            Optional<Lane> lane = change.ends() ? tables.lanes().find(connection, name) : Optional.empty();
            changes.add(change.ends() && lane.isEmpty() ? withoutLane(change, now) : change);
            if (lane.isPresent()) {
                lanes.put(
                        name,
                        change.done().end() instanceof StepEnd.TooMany
                                ? tables.lanes().lock(connection, name)
                                : lane.get());
                limitNames.addAll(lane.get().limits());
            }
        }
        Map<String, Limit> limits = new TreeMap<>();
        for (Limit limit : tables.limits().lock(connection, limitNames)) {
            limits.put(limit.name(), limit);
        }
        int[] updated = tables.copies()
                .update(connection, changes.stream().map(Change::row).toList());
        List<@Nullable CopyRow> rows = new ArrayList<>();
        for (int i = 0; i < updated.length; i++) {
            Change change = changes.get(i);
            boolean isLatest = updated[i] != 0;
            rows.add(isLatest ? change.row() : null);
            if (isLatest) {
                release(connection, change, lanes, limits, now);
                schedule(connection, change);
            }
        }
        tables.limits().save(connection, limits.values());
        return new Written(rows, !lanes.isEmpty());
    }

    /** Nobody knows which places it has. */
    private Change withoutLane(Change change, Instant now) {
        Done aside = new Done(
                change.done().row(), new StepEnd.SetAside("the fleet's tables have lost the lane of the copy"), false);
        return new Change(aside, changed(aside, now));
    }

    private void release(
            Connection connection, Change change, Map<String, Lane> lanes, Map<String, Limit> limits, Instant now)
            throws SQLException {
        if (!change.ends()) {
            return;
        }
        Lane lane = lanes.get(change.row().job().lane());
        if (lane == null) {
            return;
        }
        Duration hint = change.done().end() instanceof StepEnd.TooMany tooMany ? tooMany.hint() : Duration.ZERO;
        boolean refused = change.done().end() instanceof StepEnd.TooMany;
        boolean freed = change.done().end() instanceof StepEnd.Ended ended && hasCopyEnded(ended, change.row());
        for (String name : lane.limits()) {
            limits.computeIfPresent(name, (key, limit) -> {
                if (refused && name.equals(lane.refusableLimit())) {
                    return limit.refused(names.most(name), hint, now);
                }
                return freed ? limit.giveBack() : limit.leave();
            });
        }
        if (refused) {
            tables.lanes().addWaiting(connection, Map.of(lane.name(), 1));
        }
    }

    /** Whether a copy has ended on the service, so that there is room for another. */
    private static boolean hasCopyEnded(StepEnd.Ended ended, CopyRow row) {
        return switch (ended.status()) {
            case SUCCEEDED ->
                row.progress().acceptedAt() != null || ended.record().origin() == CopyOrigin.COPIED;
            case FAILED, CANCELLED -> row.progress().acceptedAt() != null;
            default -> false;
        };
    }

    /** A copy that joins a group needs the group's task, and one that leaves it a task of its own. */
    private void schedule(Connection connection, Change change) throws SQLException {
        CopyRow.Progress before = change.done().row().progress();
        CopyRow.Progress next = change.row().progress();
        if (next.dueAt() == null) {
            return;
        }
        if (next.group() != null && before.group() == null) {
            tables.tasks().schedule(connection, TaskTable.GROUP, next.group(), next.dueAt());
        } else if (next.group() == null && before.group() != null) {
            tables.tasks()
                    .schedule(connection, TaskTable.COPY, change.row().job().id(), next.dueAt());
        }
    }

    /**
     * What only this step can know, that the service accepted the copy which it sent, is written even if another worker has taken
     * the copy over in the meantime and does not know how it is.
     */
    private Optional<CopyRow> fact(Done done, Instant now) {
        return done.end() instanceof StepEnd.GoesOn on && on.accepted()
                ? tables.database().transact(connection -> fact(connection, done, on.record(), now))
                : Optional.empty();
    }

    private Optional<CopyRow> fact(Connection connection, Done done, CopyRecord known, Instant now)
            throws SQLException {
        Optional<CopyRow> found =
                tables.copies().find(connection, done.row().job().id()).filter(row -> isOpen(row, known));
        if (found.isEmpty()) {
            return found;
        }
        boolean ended = found.get().progress().state() == FleetState.ENDED;
        Optional<Lane> lane = tables.lanes().find(connection, found.get().job().lane());
        List<Limit> limits = ended && lane.isPresent()
                ? tables.limits().lock(connection, lane.get().limits())
                : List.of();
        Change change = new Change(done, changed(new Done(found.get(), done.end(), true), now));
        if (!tables.copies().update(connection, change.row())) {
            return Optional.empty();
        }
        tables.limits()
                .save(connection, limits.stream().map(limit -> limit.take(1)).toList());
        CopyRow.Progress next = change.row().progress();
        Instant due = next.dueAt() == null ? now : next.dueAt();
        if (next.group() == null) {
            tables.tasks()
                    .schedule(connection, TaskTable.COPY, change.row().job().id(), due);
        } else {
            tables.tasks().schedule(connection, TaskTable.GROUP, next.group(), due);
        }
        return Optional.of(change.row());
    }

    private static boolean isOpen(CopyRow row, CopyRecord known) {
        boolean undecided = row.progress().state() == FleetState.SENDING
                || (row.progress().state() == FleetState.ENDED && row.progress().status() == CopyStatus.AMBIGUOUS);
        if (!undecided) {
            return false;
        }
        try {
            StoredOperation stored = CopyRecordJson.read(row.record()).operation();
            return stored.key().equals(known.operation().key()) && stored.phase() == StoredOperation.Phase.SENDING;
        } catch (IllegalArgumentException broken) {
            return false;
        }
    }
}
