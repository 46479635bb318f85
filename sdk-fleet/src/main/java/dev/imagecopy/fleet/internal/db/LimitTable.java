package dev.imagecopy.fleet.internal.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The limits of all workers together. Locked in the order of their names. */
public final class LimitTable {
    private final String all;
    private final String lock;
    private final String insert;
    private final String update;

    /** Creates an instance. */
    public LimitTable(Database database) {
        all = database.sql("select * from $limit");
        lock = database.sql("select * from $limit where name = any(?) order by name for update");
        insert = database.sql("insert into $limit (name, taken, learned, ended_since, pause_seconds, paused_until)"
                + " select ?, ?, ?, ?, ?, ? where not exists (select 1 from $limit where name = ?)");
        update = database.sql("update $limit set taken = ?, learned = ?, ended_since = ?, pause_seconds = ?,"
                + " paused_until = ? where name = ?");
    }

    /** Returns all limits, without a lock. */
    public Map<String, Limit> all(Connection connection) throws SQLException {
        Map<String, Limit> limits = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(all);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                Limit limit = read(rows);
                limits.put(limit.name(), limit);
            }
        }
        return limits;
    }

    /** Creates limits that are not there. */
    public void ensure(Connection connection, Collection<String> names) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (String name : new TreeSet<>(names)) {
                Limit limit = Limit.unused(name);
                new Rows(statement)
                        .text(name)
                        .number(0)
                        .optional(null)
                        .number(0)
                        .number(limit.pauseSeconds())
                        .time(null)
                        .text(name);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Locks limits until the transaction ends. */
    public List<Limit> lock(Connection connection, Collection<String> names) throws SQLException {
        Map<String, Limit> found = new HashMap<>();
        if (!names.isEmpty()) {
            try (PreparedStatement query = connection.prepareStatement(lock)) {
                new Rows(query).texts(connection, names);
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        Limit limit = read(rows);
                        found.put(limit.name(), limit);
                    }
                }
            }
        }
        return new TreeSet<>(names)
                .stream()
                        .map(name -> found.getOrDefault(name, Limit.unused(name)))
                        .toList();
    }

    /** Writes limits that are locked. */
    public void save(Connection connection, Collection<Limit> limits) throws SQLException {
        if (limits.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            for (Limit limit : limits) {
                new Rows(statement)
                        .number(limit.taken())
                        .optional(limit.learned())
                        .number(limit.endedSince())
                        .number(limit.pauseSeconds())
                        .time(limit.pausedUntil())
                        .text(limit.name());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static Limit read(ResultSet row) throws SQLException {
        return new Limit(
                row.getString("name"),
                row.getInt("taken"),
                row.getObject("learned", Integer.class),
                row.getInt("ended_since"),
                row.getInt("pause_seconds"),
                Rows.instant(row, "paused_until"));
    }
}
