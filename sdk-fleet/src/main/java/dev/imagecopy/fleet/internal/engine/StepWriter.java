package dev.imagecopy.fleet.internal.engine;

import dev.imagecopy.bulk.CopyOrigin;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.fleet.FleetState;
import dev.imagecopy.fleet.internal.db.Lane;
import dev.imagecopy.fleet.internal.db.Limit;
import dev.imagecopy.fleet.internal.db.PickedTask;
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

/**
 * Writes what steps led to, in one transaction: the rows, the places that are free now, and when their tasks are due. Safe for use by
 * multiple threads.
 */
final class StepWriter {
    private final Tables tables;
    private final FleetSettings settings;
    private final LaneNames names;
    private final RowLanes rowLanes;
    private final String worker;

    StepWriter(Tables tables, FleetSettings settings, LaneNames names, String worker) {
        this.tables = tables;
        this.settings = settings;
        this.names = names;
        this.rowLanes = new RowLanes(tables, names);
        this.worker = worker;
    }

    /**
     * A step that was made.
     *
     * @param row the row as the step knows it
     * @param end what it led to
     * @param sent whether it has committed that the copy is being sent
     * @param task the copy's own task; empty if it was polled with its group
     */
    record Done(CopyRow row, StepEnd end, boolean sent, Optional<PickedTask> task) {
        private Done of(CopyRow latest) {
            return new Done(latest, end, true, task);
        }
    }

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

        private String id() {
            return row.job().id();
        }

        /** One that is polled with its group from now on has no task of its own. */
        private Optional<PickedTask.Release> release() {
            boolean hasSteps = row.progress().group() == null;
            return done.task()
                    .map(task -> task.dueAt(
                            hasSteps ? Optional.ofNullable(row.progress().dueAt()) : Optional.empty()));
        }
    }

    /** A row that was set aside while its copy may have been running keeps the place. */
    static boolean keepsPlace(CopyRow row) {
        return row.progress().state() == FleetState.SET_ASIDE && row.progress().startedAt() != null;
    }

    Written write(List<Done> done) {
        Instant now = tables.now();
        List<Change> changes =
                done.stream().map(each -> new Change(each, changed(each, now))).toList();
        Written written = tables.database().transact(connection -> write(connection, changes, now));
        List<@Nullable CopyRow> rows = new ArrayList<>(written.rows());
        boolean freed = written.freed();
        for (int i = 0; i < done.size(); i++) {
            if (rows.get(i) == null && done.get(i).sent()) {
                Optional<Fact> fact = fact(done.get(i), now);
                rows.set(i, fact.map(Fact::row).orElse(null));
                freed |= fact.map(Fact::freed).orElse(false);
            }
        }
        return new Written(rows, freed);
    }

    private record Fact(CopyRow row, boolean freed) {}

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
        Map<String, Lane> lanes = lanes(connection, planned);
        List<Change> changes = planned.stream()
                .map(change -> change.ends() && !lanes.containsKey(change.id()) ? withoutLane(change, now) : change)
                .toList();
        Map<String, Limit> limits = new TreeMap<>();
        List<String> limitNames =
                lanes.values().stream().flatMap(lane -> lane.limits().stream()).toList();
        for (Limit limit : tables.limits().lock(connection, limitNames)) {
            limits.put(limit.name(), limit);
        }
        int[] updated = tables.copies()
                .update(connection, changes.stream().map(Change::row).toList());
        List<@Nullable CopyRow> rows = new ArrayList<>();
        List<PickedTask.Release> releases = new ArrayList<>();
        for (int i = 0; i < updated.length; i++) {
            Change change = changes.get(i);
            boolean isLatest = updated[i] != 0;
            rows.add(isLatest ? change.row() : null);
            if (isLatest) {
                giveBack(connection, change, lanes, limits, now);
                schedule(connection, change);
                change.release().ifPresent(releases::add);
            }
        }
        tables.limits().save(connection, limits.values());
        tables.tasks().release(connection, releases, now);
        return new Written(rows, !lanes.isEmpty());
    }

    /**
     * The lanes of the copies that give their places back, by the copies' ids; those to which a copy returns are locked, before anything
     * else is.
     */
    private Map<String, Lane> lanes(Connection connection, List<Change> changes) throws SQLException {
        TreeSet<String> leaving = new TreeSet<>();
        TreeSet<String> returning = new TreeSet<>();
        for (Change change : changes) {
            if (change.ends()) {
                boolean returns = change.done().end() instanceof StepEnd.TooMany;
                (returns ? returning : leaving).add(change.row().job().lane());
            }
        }
        Map<String, Lane> byName = tables.lanes().lock(connection, returning);
        leaving.removeAll(returning);
        byName.putAll(tables.lanes().find(connection, leaving));
        Map<String, Lane> lanes = new HashMap<>();
        for (Change change : changes) {
            if (change.ends()) {
                Lane named = byName.get(change.row().job().lane());
                Optional<Lane> lane = named == null ? rowLanes.mended(connection, change.row()) : Optional.of(named);
                lane.ifPresent(known -> lanes.put(change.id(), known));
            }
        }
        return lanes;
    }

    /** Nobody here knows which places it has. */
    private Change withoutLane(Change change, Instant now) {
        Done aside = new Done(
                change.done().row(),
                new StepEnd.SetAside("the fleet's tables have lost the lane of the copy"),
                false,
                change.done().task());
        return new Change(aside, changed(aside, now));
    }

    private void giveBack(
            Connection connection, Change change, Map<String, Lane> lanes, Map<String, Limit> limits, Instant now)
            throws SQLException {
        if (!change.ends()) {
            return;
        }
        Lane lane = lanes.get(change.id());
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
     * What only this step can know, how the service answered to the copy which it sent, is written even if another worker has taken the
     * copy over in the meantime and does not know how it is.
     */
    private Optional<Fact> fact(Done done, Instant now) {
        return told(done.end())
                .flatMap(known -> tables.database().transact(connection -> fact(connection, done, known, now)));
    }

    /** The record of a copy that the service has accepted, or of which the step knows how it ended. */
    private static Optional<CopyRecord> told(StepEnd end) {
        if (end instanceof StepEnd.GoesOn on && on.accepted()) {
            return Optional.of(on.record());
        }
        return end instanceof StepEnd.Ended ended && ended.record().operation().phase() == StoredOperation.Phase.FINAL
                ? Optional.of(ended.record())
                : Optional.empty();
    }

    private Optional<Fact> fact(Connection connection, Done done, CopyRecord known, Instant now) throws SQLException {
        Optional<CopyRow> found =
                tables.copies().find(connection, done.row().job().id()).filter(row -> isOpen(row, known));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String name = found.get().job().lane();
        Optional<Lane> lane = Optional.ofNullable(
                tables.lanes().find(connection, List.of(name)).get(name));
        List<Limit> limits =
                lane.isPresent() ? tables.limits().lock(connection, lane.get().limits()) : List.of();
        Change change = new Change(done, changed(done.of(found.get()), now));
        if (!tables.copies().update(connection, change.row())) {
            return Optional.empty();
        }
        int places = (hasPlace(change.row()) ? 1 : 0) - (hasPlace(found.get()) ? 1 : 0);
        tables.limits()
                .save(
                        connection,
                        limits.stream()
                                .map(limit -> places < 0 ? limit.giveBack() : limit.take(places))
                                .toList());
        schedule(connection, change.row(), now);
        tables.tasks().release(connection, change.release().stream().toList(), now);
        return Optional.of(new Fact(change.row(), places < 0));
    }

    private static boolean hasPlace(CopyRow row) {
        return row.progress().state().holdsPlace() || keepsPlace(row);
    }

    private void schedule(Connection connection, CopyRow row, Instant now) throws SQLException {
        CopyRow.Progress next = row.progress();
        if (!next.state().holdsPlace()) {
            return;
        }
        Instant due = next.dueAt() == null ? now : next.dueAt();
        if (next.group() == null) {
            tables.tasks().schedule(connection, TaskTable.COPY, row.job().id(), due);
        } else {
            tables.tasks().schedule(connection, TaskTable.GROUP, next.group(), due);
        }
    }

    /** Whether a row says that its copy may or may not have begun, or that nobody looks any longer. */
    private static boolean isOpen(CopyRow row, CopyRecord known) {
        FleetState state = row.progress().state();
        boolean undecided = state == FleetState.SENDING || state == FleetState.SET_ASIDE || state == FleetState.ENDED;
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
