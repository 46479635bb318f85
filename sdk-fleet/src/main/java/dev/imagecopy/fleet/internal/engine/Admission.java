package dev.imagecopy.fleet.internal.engine;

import dev.imagecopy.fleet.FleetState;
import dev.imagecopy.fleet.internal.db.Lane;
import dev.imagecopy.fleet.internal.db.Limit;
import dev.imagecopy.fleet.internal.db.TaskTable;
import dev.imagecopy.fleet.internal.row.CopyRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives waiting copies the places that are free, region by region, so that none waits for another's copies. A place is taken in the
 * transaction that makes the copy due.
 */
final class Admission {
    private static final int MOST_AT_ONCE = 100;

    private final Tables tables;
    private final LaneNames names;
    private final String worker;
    /** How often it was asked for since the last look at the queues began. */
    private final AtomicInteger asked = new AtomicInteger();

    Admission(Tables tables, LaneNames names, String worker) {
        this.tables = tables;
        this.names = names;
        this.worker = worker;
    }

    private record Waiting(List<Lane> lanes, Map<String, Limit> limits) {}

    /** Fills all free places. If another thread is doing that, it will look once more, and this one does not wait. */
    void admit() {
        if (asked.getAndIncrement() > 0) {
            return;
        }
        boolean done = false;
        try {
            while (!done) {
                int before = asked.get();
                fill();
                done = asked.compareAndSet(before, 0);
            }
        } finally {
            if (!done) {
                asked.set(0);
            }
        }
    }

    private void fill() {
        boolean mayContinue = true;
        while (mayContinue) {
            mayContinue = round();
        }
    }

    /** Looks at all queues once; returns whether another look may find more to do. */
    private boolean round() {
        Waiting waiting = tables.database().read(connection -> {
            List<Lane> lanes = tables.lanes().waiting(connection);
            return new Waiting(
                    lanes, lanes.isEmpty() ? Map.of() : tables.limits().all(connection));
        });
        boolean mayContinue = false;
        Instant now = tables.now();
        for (Lane lane : waiting.lanes()) {
            int room = Integer.MAX_VALUE;
            for (String limit : lane.limits()) {
                room = Math.min(
                        room,
                        waiting.limits()
                                .getOrDefault(limit, Limit.unused(limit))
                                .free(names.most(limit), now));
            }
            if (room > 0) {
                // Lanes that share a limit take turns.
                int most = Math.min(
                        MOST_AT_ONCE, Math.max(1, room / waiting.lanes().size()));
                int admitted = tables.database().transact(connection -> admit(connection, lane.name(), most));
                mayContinue |= admitted > 0 && most < room;
            }
        }
        return mayContinue;
    }

    private int admit(Connection connection, String name, int most) throws SQLException {
        Lane lane = tables.lanes().lock(connection, List.of(name)).get(name);
        if (lane == null) {
            return 0;
        }
        List<Limit> limits = tables.limits().lock(connection, lane.limits());
        Instant now = tables.now();
        int room = most;
        for (Limit limit : limits) {
            room = Math.min(room, limit.free(names.most(limit.name()), now));
        }
        if (room <= 0) {
            return 0;
        }
        List<CopyRow> rows = tables.copies().lockWaiting(connection, name, room);
        if (rows.isEmpty()) {
            tables.lanes().recount(connection, name); // somebody has broken a row that waited
            return 0;
        }
        int[] unused = tables.copies()
                .update(
                        connection,
                        rows.stream()
                                .map(row -> row.written(
                                        row.progress()
                                                .in(FleetState.READY, now, now, worker)
                                                .startedBy(now),
                                        row.record()))
                                .toList());
        tables.tasks()
                .schedule(
                        connection,
                        TaskTable.COPY,
                        rows.stream().map(row -> row.job().id()).toList(),
                        now);
        tables.limits()
                .save(
                        connection,
                        limits.stream().map(limit -> limit.take(rows.size())).toList());
        tables.lanes().admitted(connection, name, rows.size(), now);
        return rows.size();
    }
}
