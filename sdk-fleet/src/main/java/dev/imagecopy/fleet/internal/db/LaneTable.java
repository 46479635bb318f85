package dev.imagecopy.fleet.internal.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The queues of regions. Locked before anything else. */
public final class LaneTable {
    private final String waiting;
    private final String find;
    private final String lock;
    private final String insert;
    private final String add;
    private final String admitted;
    private final String recount;

    /** Creates an instance. */
    public LaneTable(Database database) {
        waiting = database.sql("select * from $lane where waiting > 0 order by admitted_at, name");
        find = database.sql("select * from $lane where name = any(?)");
        lock = database.sql("select * from $lane where name = any(?) order by name for update");
        insert = database.sql("insert into $lane (name, region_limit, account_limit, waiting, admitted_at)"
                + " select ?, ?, ?, 0, ? where not exists (select 1 from $lane where name = ?)");
        add = database.sql("update $lane set waiting = waiting + ? where name = ?");
        recount = database.sql(
                "update $lane set waiting = (select count(*) from $copy where state = 'WAITING' and lane = ?)"
                        + " where name = ?");
        admitted = database.sql("update $lane set waiting = waiting - ?, admitted_at = ? where name = ?");
    }

    /** Returns the lanes in which copies wait, the one whose turn it is first. */
    public List<Lane> waiting(Connection connection) throws SQLException {
        List<Lane> lanes = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(waiting);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                lanes.add(read(rows));
            }
        }
        return lanes;
    }

    /** Reads lanes without a lock: their limits never change. Without those whose names somebody has broken in a copy's row. */
    public Map<String, Lane> find(Connection connection, Collection<String> names) throws SQLException {
        return all(connection, find, names);
    }

    /** Locks lanes until the transaction ends. */
    public Map<String, Lane> lock(Connection connection, Collection<String> names) throws SQLException {
        return all(connection, lock, names);
    }

    private static Map<String, Lane> all(Connection connection, String sql, Collection<String> names)
            throws SQLException {
        Map<String, Lane> lanes = new HashMap<>();
        if (names.isEmpty()) {
            return lanes;
        }
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            new Rows(query).texts(connection, names);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Lane lane = read(rows);
                    lanes.put(lane.name(), lane);
                }
            }
        }
        return lanes;
    }

    /** Creates lanes that are not there. */
    public void ensure(Connection connection, Collection<Lane> lanes, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (Lane lane : lanes) {
                new Rows(statement)
                        .text(lane.name())
                        .text(lane.regionLimit())
                        .text(lane.accountLimit())
                        .time(now)
                        .text(lane.name());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Counts copies that wait; locks the lanes. */
    public void addWaiting(Connection connection, Map<String, Integer> more) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(add)) {
            for (Map.Entry<String, Integer> lane : new TreeMap<>(more).entrySet()) {
                new Rows(statement).number(lane.getValue()).text(lane.getKey());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Notes that copies of a lane have got places. */
    public void admitted(Connection connection, String name, int copies, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(admitted)) {
            new Rows(statement).number(copies).time(now).text(name);
            statement.executeUpdate();
        }
    }

    /** Counts again how many copies wait in a lane that is locked. */
    public void recount(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(recount)) {
            new Rows(statement).text(name).text(name);
            statement.executeUpdate();
        }
    }

    private static Lane read(ResultSet row) throws SQLException {
        return new Lane(
                row.getString("name"),
                row.getString("region_limit"),
                row.getString("account_limit"),
                row.getLong("waiting"));
    }
}
