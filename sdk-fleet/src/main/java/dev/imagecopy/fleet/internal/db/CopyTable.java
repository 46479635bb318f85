package dev.imagecopy.fleet.internal.db;

import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.CopyTarget;
import dev.imagecopy.fleet.FleetState;
import dev.imagecopy.fleet.internal.row.CopyRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rows of the copies. */
public final class CopyTable {
    private final String find;
    private final String lock;
    private final String page;
    private final String waiting;
    private final String group;
    private final String nextInGroup;
    private final String insert;
    private final String update;
    private final String cancel;
    private final String cancelWaiting;
    private final String due;
    private final String move;
    private final String nextLane;

    /** Creates an instance. */
    public CopyTable(Database database) {
        find = database.sql("select * from $copy where id = ?");
        lock = find + " for update";
        page = database.sql("select * from $copy where seq > ? order by seq fetch first ? rows only");
        waiting = database.sql("select * from $copy where state = 'WAITING' and lane = ? order by turn"
                + " fetch first ? rows only for update skip locked");
        group = database.sql(
                "select * from $copy where poll_group = ? and due_at <= ? and state = 'RUNNING' order by due_at"
                        + " fetch first ? rows only");
        nextInGroup = database.sql("select min(due_at) from $copy where poll_group = ? and state = 'RUNNING'");
        insert = database.sql(
                "insert into $copy (turn, id, run_name, client, provider, region, scope, name, source, lane,"
                        + " submitted_at, state, status, due_at, poll_group, started_at, accepted_at, changed_at, worker, problem,"
                        + " cancelled, version, record) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false, 1, ?)");
        update = database.sql("update $copy set state = ?, status = ?, due_at = ?, poll_group = ?, started_at = ?,"
                + " accepted_at = ?, changed_at = ?, worker = ?, problem = ?, cancelled = cancelled and ?, record = ?,"
                + " version = ? where id = ? and version = ?");
        cancel = database.sql(
                "update $copy set cancelled = true where id = ? and state in ('READY', 'SENDING', 'RUNNING')");
        cancelWaiting = database.sql("update $copy set cancelled = true where id = ? and state = 'WAITING'");
        move = database.sql("update $copy set lane = ? where id = ?");
        nextLane = database.sql("select min(lane) from $copy where state = 'WAITING' and lane > ?");
        due = database.sql("update $copy set due_at = ? where id = ? and due_at > ?");
    }

    /** Reads a row; without a lock. */
    public Optional<CopyRow> find(Connection connection, String id) throws SQLException {
        return one(connection, find, id);
    }

    /** Reads a row and locks it until the transaction ends. */
    public Optional<CopyRow> lock(Connection connection, String id) throws SQLException {
        return one(connection, lock, id);
    }

    private static Optional<CopyRow> one(Connection connection, String sql, String id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, id);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(read(rows)) : Optional.empty();
            }
        }
    }

    /** Returns which of some ids are there, and in which state. */
    public Map<String, FleetState> states(Connection connection, Database database, Collection<String> ids)
            throws SQLException {
        Map<String, FleetState> known = new HashMap<>();
        if (ids.isEmpty()) {
            return known;
        }
        String marks = String.join(", ", java.util.Collections.nCopies(ids.size(), "?"));
        try (PreparedStatement query =
                connection.prepareStatement(database.sql("select id, state from $copy where id in (" + marks + ")"))) {
            Rows parameters = new Rows(query);
            for (String id : ids) {
                parameters.text(id);
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    known.put(rows.getString(1), state(rows.getString(2)));
                }
            }
        }
        return known;
    }

    /** One page of all rows, in the order of submission. */
    public Map<Long, CopyRow> page(Connection connection, long after, int most) throws SQLException {
        Map<Long, CopyRow> found = new java.util.LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(page)) {
            new Rows(query).number(after).number(most);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getLong("seq"), read(rows));
                }
            }
        }
        return found;
    }

    /** Locks the first copies that wait in a lane. */
    public List<CopyRow> lockWaiting(Connection connection, String lane, int most) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(waiting)) {
            new Rows(query).text(lane).number(most);
            return all(query);
        }
    }

    /** The copies of a group that are due by a time, the longest overdue first. */
    public List<CopyRow> dueInGroup(Connection connection, String name, Instant by, int most) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(group)) {
            new Rows(query).text(name).time(by).number(most);
            return all(query);
        }
    }

    /** When a group is due next; empty if it has no copies. */
    public Optional<Instant> nextInGroup(Connection connection, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(nextInGroup)) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next()
                        ? Optional.ofNullable(Database.instant(rows.getObject(1, java.time.OffsetDateTime.class)))
                        : Optional.empty();
            }
        }
    }

    private static List<CopyRow> all(PreparedStatement query) throws SQLException {
        List<CopyRow> found = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(read(rows));
            }
        }
        return found;
    }

    /**
     * Adds rows.
     *
     * @param turn the turn of the first in the queue of its region
     */
    public void insert(Connection connection, Collection<CopyRow> rows, long turn) throws SQLException {
        long next = turn;
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (CopyRow row : rows) {
                CopyRow.Job job = row.job();
                Rows values = new Rows(statement)
                        .number(next++)
                        .text(job.id())
                        .text(job.runName())
                        .text(job.client())
                        .text(job.target().provider())
                        .text(job.target().region())
                        .text(job.target().scope())
                        .text(job.target().name())
                        .text(job.source())
                        .text(job.lane())
                        .time(job.submittedAt());
                progress(values, row.progress()).text(row.record());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /**
     * Writes a row.
     *
     * @param row as it is to be, with its version raised by one
     * @return false if it was written since it was read
     */
    public boolean update(Connection connection, CopyRow row) throws SQLException {
        return update(connection, List.of(row))[0] == 1;
    }

    /**
     * Writes rows in the order of their ids, so that two transactions never wait for each other; returns for each 1, or 0 if it was
     * written since it was read.
     */
    public int[] update(Connection connection, List<CopyRow> rows) throws SQLException {
        int[] order = IntStream.range(0, rows.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> rows.get(i).job().id()))
                .mapToInt(Integer::intValue)
                .toArray();
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            for (int i : order) {
                CopyRow row = rows.get(i);
                CopyRow.Progress now = row.progress();
                new Rows(statement)
                        .text(now.state().name())
                        .text(now.status() == null ? null : now.status().name())
                        .time(now.dueAt())
                        .text(now.group())
                        .time(now.startedAt())
                        .time(now.acceptedAt())
                        .time(now.changedAt())
                        .text(now.worker())
                        .text(now.problem())
                        .flag(now.state() != FleetState.ENDED)
                        .text(row.record())
                        .number(row.version())
                        .text(row.job().id())
                        .number(row.version() - 1);
                statement.addBatch();
            }
            int[] written = statement.executeBatch();
            int[] inOrderOfRows = new int[order.length];
            for (int i = 0; i < order.length; i++) {
                inOrderOfRows[order[i]] = written[i];
            }
            return inOrderOfRows;
        }
    }

    /** Notes the wish to cancel a copy that has a place; false if it has none. */
    public boolean cancel(Connection connection, String id) throws SQLException {
        return flagged(connection, cancel, id);
    }

    /** Notes the wish to cancel a copy that waits for a place. */
    public boolean cancelWaiting(Connection connection, String id) throws SQLException {
        return flagged(connection, cancelWaiting, id);
    }

    private static boolean flagged(Connection connection, String sql, String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, id);
            return statement.executeUpdate() == 1;
        }
    }

    /** Makes a copy due earlier. */
    public void due(Connection connection, String id, Instant at) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(due)) {
            new Rows(statement).time(at).text(id).time(at);
            statement.executeUpdate();
        }
    }

    /** Puts a copy into another lane. */
    public void move(Connection connection, String id, String lane) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(move)) {
            new Rows(statement).text(lane).text(id);
            statement.executeUpdate();
        }
    }

    /** Returns the lanes in which copies wait; each costs a short look, however many copies there are. */
    public List<String> waitingLanes(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(nextLane)) {
            String last = "";
            while (last != null) {
                query.setString(1, last);
                try (ResultSet row = query.executeQuery()) {
                    last = row.next() ? row.getString(1) : null;
                }
                if (last != null) {
                    names.add(last);
                }
            }
        }
        return names;
    }

    private static Rows progress(Rows values, CopyRow.Progress now) throws SQLException {
        return values.text(now.state().name())
                .text(now.status() == null ? null : now.status().name())
                .time(now.dueAt())
                .text(now.group())
                .time(now.startedAt())
                .time(now.acceptedAt())
                .time(now.changedAt())
                .text(now.worker())
                .text(now.problem());
    }

    private static CopyRow read(ResultSet row) throws SQLException {
        return new CopyRow(
                new CopyRow.Job(
                        row.getString("id"),
                        row.getString("run_name"),
                        row.getString("client"),
                        new CopyTarget(
                                row.getString("provider"),
                                row.getString("region"),
                                row.getString("scope"),
                                row.getString("name")),
                        row.getString("source"),
                        row.getString("lane"),
                        required(row, "submitted_at")),
                new CopyRow.Progress(
                        state(row.getString("state")),
                        status(row.getString("status")),
                        Rows.instant(row, "due_at"),
                        row.getString("poll_group"),
                        Rows.instant(row, "started_at"),
                        Rows.instant(row, "accepted_at"),
                        required(row, "changed_at"),
                        row.getString("worker"),
                        row.getString("problem")),
                row.getBoolean("cancelled"),
                row.getLong("version"),
                row.getString("record"));
    }

    /** What somebody has broken must not hide the other rows. */
    static FleetState state(String name) {
        try {
            return FleetState.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            return FleetState.SET_ASIDE;
        }
    }

    static @Nullable CopyStatus status(@Nullable String name) {
        for (CopyStatus status : CopyStatus.values()) {
            if (status.name().equals(name)) {
                return status;
            }
        }
        return null;
    }

    private static Instant required(ResultSet row, String column) throws SQLException {
        Instant time = Rows.instant(row, column);
        return time == null ? Instant.EPOCH : time;
    }
}
