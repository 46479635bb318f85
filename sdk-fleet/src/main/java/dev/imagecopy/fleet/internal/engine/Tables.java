package dev.imagecopy.fleet.internal.engine;

import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.fleet.internal.db.CopyTable;
import dev.imagecopy.fleet.internal.db.Database;
import dev.imagecopy.fleet.internal.db.LaneTable;
import dev.imagecopy.fleet.internal.db.LimitTable;
import dev.imagecopy.fleet.internal.db.TaskTable;
import java.time.Instant;

/**
 * The tables of one fleet.
 *
 * @param database its database
 * @param copies the copies
 * @param lanes the queues of regions
 * @param limits the limits
 * @param tasks the engine's table
 * @param time the clocks, which go by the database's
 */
public record Tables(
        Database database, CopyTable copies, LaneTable lanes, LimitTable limits, TaskTable tasks, TimeSource time) {
    /** The tables in a database. */
    public static Tables of(Database database, TimeSource time) {
        return new Tables(
                database,
                new CopyTable(database),
                new LaneTable(database),
                new LimitTable(database),
                new TaskTable(database),
                time);
    }

    Instant now() {
        return time.now();
    }
}
