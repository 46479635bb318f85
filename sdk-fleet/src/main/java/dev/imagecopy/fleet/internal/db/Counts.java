package dev.imagecopy.fleet.internal.db;

import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.fleet.FleetState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many copies are in which state.
 *
 * @param states by state
 * @param ended by status, of those that have ended
 * @param waitingSince when the one that waits and was submitted first was submitted; null if none waits
 */
public record Counts(Map<FleetState, Long> states, Map<CopyStatus, Long> ended, @Nullable Instant waitingSince) {
    /** Counts them. */
    public static Counts read(Connection connection, Database database) throws SQLException {
        Map<FleetState, Long> states = new EnumMap<>(FleetState.class);
        Map<CopyStatus, Long> ended = new EnumMap<>(CopyStatus.class);
        try (PreparedStatement query = connection.prepareStatement(
                        database.sql("select state, status, count(*) from $copy group by state, status"));
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                FleetState state = CopyTable.state(rows.getString(1));
                CopyStatus status = CopyTable.status(rows.getString(2));
                states.merge(state, rows.getLong(3), Long::sum);
                if (state == FleetState.ENDED && status != null) {
                    ended.merge(status, rows.getLong(3), Long::sum);
                }
            }
        }
        return new Counts(states, ended, waitingSince(connection, database));
    }

    private static @Nullable Instant waitingSince(Connection connection, Database database) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                        database.sql("select min(submitted_at) from $copy where state = 'WAITING'"));
                ResultSet row = query.executeQuery()) {
            return row.next() ? Database.instant(row.getObject(1, OffsetDateTime.class)) : null;
        }
    }

    /** How many are in a state. */
    public long in(FleetState state) {
        return states.getOrDefault(state, 0L);
    }

    /** For how long the first that waits has waited. */
    public Duration oldestWaiting(Instant now) {
        return waitingSince == null ? Duration.ZERO : Duration.between(waitingSince, now);
    }
}
