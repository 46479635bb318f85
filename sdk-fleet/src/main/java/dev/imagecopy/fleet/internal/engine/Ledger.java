package dev.imagecopy.fleet.internal.engine;

import dev.imagecopy.bulk.CopyFailure;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.bulk.internal.run.JobKeys;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.OperationKey;
import dev.imagecopy.core.operation.StoredOperation;
import dev.imagecopy.fleet.FleetCopy;
import dev.imagecopy.fleet.FleetLimit;
import dev.imagecopy.fleet.FleetState;
import dev.imagecopy.fleet.FleetStatus;
import dev.imagecopy.fleet.internal.db.Counts;
import dev.imagecopy.fleet.internal.db.Lane;
import dev.imagecopy.fleet.internal.db.Limit;
import dev.imagecopy.fleet.internal.db.TaskTable;
import dev.imagecopy.fleet.internal.row.CopyRecord;
import dev.imagecopy.fleet.internal.row.CopyRecordJson;
import dev.imagecopy.fleet.internal.row.CopyRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What people see of the rows, and what they may do with them. Safe for use by multiple threads. */
public final class Ledger {
    private static final int PAGE = 1000;
    private static final int MOST_TRIES = 10;

    private final Tables tables;
    private final RowLanes rowLanes;
    private final LaneNames names;
    private final String writer;

    /**
     * Creates an instance.
     *
     * @param tables the fleet's tables
     * @param names say which limits apply
     * @param writer the name under which it writes
     */
    public Ledger(Tables tables, LaneNames names, String writer) {
        this.tables = tables;
        this.names = names;
        this.rowLanes = new RowLanes(tables, names);
        this.writer = writer;
    }

    /** The numbers. */
    public FleetStatus status() {
        return tables.database().read(connection -> {
            Instant now = tables.now();
            Counts counts = Counts.read(connection, tables.database());
            return new FleetStatus(
                    counts.in(FleetState.WAITING),
                    counts.in(FleetState.READY),
                    counts.in(FleetState.SENDING),
                    counts.in(FleetState.RUNNING),
                    counts.in(FleetState.SET_ASIDE),
                    counts.ended(),
                    counts.oldestWaiting(now),
                    tables.tasks().lag(connection, now),
                    now);
        });
    }

    /** The limits, in the order of their names. */
    public List<FleetLimit> limits() {
        Map<String, Limit> all = tables.database()
                .read(connection -> new TreeMap<>(tables.limits().all(connection)));
        return all.values().stream()
                .map(limit -> new FleetLimit(
                        limit.name(),
                        limit.taken(),
                        names.most(limit.name()),
                        limit.learned() == null ? OptionalInt.empty() : OptionalInt.of(limit.learned()),
                        Optional.ofNullable(limit.pausedUntil()).filter(end -> end.isAfter(tables.now()))))
                .toList();
    }

    /** One copy. */
    public Optional<FleetCopy> find(String id) {
        return tables.database()
                .read(connection -> tables.copies().find(connection, id))
                .map(Views::of);
    }

    /** All copies, page by page. */
    public Stream<FleetCopy> copies() {
        Iterator<FleetCopy> pages = new Pages();
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(pages, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    private final class Pages implements Iterator<FleetCopy> {
        private final Queue<FleetCopy> page = new ArrayDeque<>();
        private long after = Long.MIN_VALUE;
        private boolean isLast;

        @Override
        public boolean hasNext() {
            while (page.isEmpty() && !isLast) {
                Map<Long, CopyRow> next =
                        tables.database().read(connection -> tables.copies().page(connection, after, PAGE));
                next.forEach((seq, row) -> {
                    after = seq;
                    page.add(Views.of(row));
                });
                isLast = next.size() < PAGE;
            }
            return !page.isEmpty();
        }

        @Override
        public FleetCopy next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return page.remove();
        }
    }

    /** Cancels a copy: see {@code Fleet.cancel}. */
    public boolean cancel(String id) {
        for (int i = 0; i < MOST_TRIES; i++) {
            Optional<Boolean> cancelled = tables.database().transact(connection -> {
                if (tables.copies().cancel(connection, id)) {
                    hurry(connection, id);
                    return Optional.of(true);
                }
                return cancelNow(connection, id);
            });
            if (cancelled.isPresent()) {
                return cancelled.get();
            }
        }
        return false;
    }

    private void hurry(Connection connection, String id) throws SQLException {
        Optional<CopyRow> row = tables.copies().find(connection, id);
        if (row.isPresent()) {
            Instant now = tables.now();
            String group = row.get().progress().group();
            tables.copies().due(connection, id, now);
            tables.tasks()
                    .schedule(
                            connection,
                            group == null ? TaskTable.COPY : TaskTable.GROUP,
                            group == null ? id : group,
                            now);
        }
    }

    /** One that waits, or was set aside: nobody works on it. Returns empty if it has got a place since the last look. */
    private Optional<Boolean> cancelNow(Connection connection, String id) throws SQLException {
        Optional<CopyRow> seen = tables.copies().find(connection, id);
        if (seen.isEmpty() || !isIdle(seen.get())) {
            return unlessBegun(seen);
        }
        Lane lane = rowLanes.lock(connection, seen.get());
        List<Limit> limits = tables.limits().lock(connection, lane.limits());
        CopyRow row = tables.copies().lock(connection, id).orElse(seen.get());
        FleetState state = row.progress().state();
        if (!isIdle(row)) {
            return unlessBegun(Optional.of(row));
        }
        Optional<CopyRecord> record = record(row);
        if (state == FleetState.WAITING
                && record.filter(CopyRecord::mayBeUnderWay).isPresent()) {
            return Optional.of(tables.copies().cancelWaiting(connection, id)); // the step that it waits for will
        }
        if (!tables.copies().update(connection, cancelled(row, record))) {
            return Optional.empty();
        }
        if (state == FleetState.WAITING) {
            tables.lanes().addWaiting(connection, Map.of(lane.name(), -1));
        } else if (StepWriter.keepsPlace(row)) {
            tables.limits().save(connection, limits.stream().map(Limit::leave).toList());
        }
        return Optional.of(true);
    }

    private static Optional<Boolean> unlessBegun(Optional<CopyRow> row) {
        boolean hasEnded = row.isEmpty() || row.get().progress().state() == FleetState.ENDED;
        return hasEnded ? Optional.of(false) : Optional.empty();
    }

    private static boolean isIdle(CopyRow row) {
        FleetState state = row.progress().state();
        return state == FleetState.WAITING || state == FleetState.SET_ASIDE;
    }

    private static Optional<CopyRecord> record(CopyRow row) {
        try {
            return Optional.of(CopyRecordJson.read(row.record()));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    /** Nobody has asked the service, so a copy that may run there is not called cancelled. */
    private CopyRow cancelled(CopyRow row, Optional<CopyRecord> record) {
        boolean isOpen = record.isEmpty() || record.get().mayBeUnderWay();
        CopyFailure why = isOpen
                ? new CopyFailure(
                        "AMBIGUOUS", "it was cancelled in the fleet; the copy itself may go on", Optional.empty())
                : new CopyFailure("CANCELLED", "it was cancelled in the fleet", Optional.empty());
        CopyRow.Progress ended = row.progress()
                .ended(isOpen ? CopyStatus.AMBIGUOUS : CopyStatus.CANCELLED, tables.now(), writer)
                .with(record.isEmpty() ? row.progress().problem() : "");
        String json = record.map(known -> CopyRecordJson.write(known.ended(new CopyRecord.End(
                        "", Evidence.ANSWERED, Optional.of(why), known.adopted().or(() -> known.operation()
                                .token())))))
                .orElseGet(row::record);
        return row.written(ended, json);
    }

    /** Takes a copy up again: see {@code Fleet.retry}. */
    public boolean retry(String id) {
        return tables.database().transact(connection -> {
            Optional<CopyRow> seen = tables.copies().find(connection, id);
            if (seen.isEmpty() || !mayBegin(seen.get())) {
                return false;
            }
            Lane lane = rowLanes.lock(connection, seen.get());
            CopyRow row = tables.copies().lock(connection, id).orElse(seen.get());
            if (!mayBegin(row)) {
                return false;
            }
            CopyRecord record;
            try {
                record = again(row);
            } catch (IllegalArgumentException broken) {
                return false;
            }
            Instant now = tables.now();
            if (StepWriter.keepsPlace(row)) {
                FleetState next = record.operation().phase() == StoredOperation.Phase.SENDING
                                && record.adopted().isEmpty()
                        ? FleetState.SENDING
                        : FleetState.RUNNING;
                tables.tasks().restart(connection, id, now);
                return tables.copies()
                        .update(
                                connection,
                                row.written(
                                        row.progress()
                                                .in(next, now, now, writer)
                                                .restartedAt(now),
                                        CopyRecordJson.write(record)));
            }
            tables.lanes().addWaiting(connection, Map.of(lane.name(), 1));
            tables.tasks().forget(connection, id);
            return tables.copies()
                    .update(
                            connection,
                            row.written(
                                    row.progress()
                                            .in(FleetState.WAITING, null, now, writer)
                                            .anew(),
                                    CopyRecordJson.write(record)));
        });
    }

    private static boolean mayBegin(CopyRow row) {
        FleetState state = row.progress().state();
        return state == FleetState.ENDED || state == FleetState.SET_ASIDE;
    }

    /** What has ended for certain begins anew; what may be under way is settled, or goes on. */
    private CopyRecord again(CopyRow row) {
        CopyRecord record = CopyRecordJson.read(row.record());
        StoredOperation last = record.operation();
        boolean isOpen = row.progress().status() == CopyStatus.AMBIGUOUS
                || row.progress().status() == CopyStatus.TIMED_OUT
                || row.progress().state() == FleetState.SET_ASIDE
                || record.mayBeUnderWay(); // somebody may have broken the columns
        if (isOpen && record.isBegun()) {
            return record.reopened();
        }
        boolean begun = last.outcome().map(end -> end.begun()).orElse(record.isBegun());
        int number = begun ? record.attempt() + 1 : record.attempt();
        OperationKey key = new OperationKey(
                last.key().provider(), last.key().scope(), JobKeys.key(row.job().id(), number));
        return record.again(
                number, StoredOperation.queued(key, last.request(), last.region(), last.name(), tables.now()), 0);
    }
}
