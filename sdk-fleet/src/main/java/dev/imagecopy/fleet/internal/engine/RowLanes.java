package dev.imagecopy.fleet.internal.engine;

import dev.imagecopy.fleet.FleetException;
import dev.imagecopy.fleet.internal.db.Lane;
import dev.imagecopy.fleet.internal.row.CopyRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lanes of rows. If somebody has broken the lane's name in a row, or deleted the lane, what the copy itself says decides. */
final class RowLanes {
    private static final int MOST_AT_ONCE = 100;

    private final Tables tables;
    private final LaneNames names;

    RowLanes(Tables tables, LaneNames names) {
        this.tables = tables;
        this.names = names;
    }

    /** Locks the lane of a row. */
    Lane lock(Connection connection, CopyRow row) throws SQLException {
        String name = row.job().lane();
        Lane lane = tables.lanes().lock(connection, List.of(name)).get(name);
        if (lane != null) {
            return lane;
        }
        return mended(connection, row)
                .orElseThrow(() -> new FleetException("the fleet's tables have lost the lane " + name, null));
    }

    /** Puts a row back into the lane in which it belongs, and locks that; empty if this process does not know the client. */
    Optional<Lane> mended(Connection connection, CopyRow row) throws SQLException {
        Optional<Lane> lane = names.lane(row);
        if (lane.isPresent()) {
            String name = lane.get().name();
            tables.lanes().ensure(connection, List.of(lane.get()), tables.now());
            tables.limits().ensure(connection, lane.get().limits());
            Map<String, Lane> unused = tables.lanes().lock(connection, List.of(name));
            tables.copies().move(connection, row.job().id(), name);
            tables.lanes().recount(connection, name);
        }
        return lane;
    }

    /** Finds copies that would wait for ever, because nobody looks at the lanes that their rows name. */
    void mendWaiting(Connection connection) throws SQLException {
        List<String> named = tables.copies().waitingLanes(connection);
        Map<String, Lane> known = tables.lanes().find(connection, named);
        for (String name : named) {
            if (!known.containsKey(name)) {
                for (CopyRow row : tables.copies().lockWaiting(connection, name, MOST_AT_ONCE)) {
                    Optional<Lane> unused = mended(connection, row);
                }
            }
        }
    }
}
