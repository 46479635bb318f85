package dev.imagecopy.fleet.internal.db;

import dev.imagecopy.fleet.FleetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Short transactions on the application's data source, which is a pool. Safe for use by multiple threads. */
public final class Database {
    private static final int TRIES = 4;
    private static final int LONGEST_ANSWER_SECONDS = 5;
    private static final String DUPLICATE_KEY = "23505";
    private static final String ROLLED_BACK = "40";

    private final DataSource source;
    private final String prefix;

    /**
     * Creates an instance; opens nothing yet.
     *
     * @param source the connections
     * @param fleet the fleet's name, with which its tables begin
     */
    public Database(DataSource source, String fleet) {
        this.source = new PlainConnections(source);
        this.prefix = fleet + "_";
    }

    /**
     * What a transaction does. It may be repeated.
     *
     * @param <V> its result
     */
    @FunctionalInterface
    public interface Work<V> {
        /** Does it. */
        V in(Connection connection) throws SQLException;
    }

    /** The connections, for the engine too. */
    public DataSource source() {
        return source;
    }

    /** Puts the fleet's name into a statement, whose tables begin with a dollar sign. */
    public String sql(String text) {
        return text.replace("$", prefix);
    }

    /**
     * Runs a transaction, and again if it met another one: a deadlock, or the same new row.
     *
     * @throws FleetException if the database fails
     */
    public <V> V transact(Work<V> work) {
        SQLException met = null;
        for (int i = 0; i < TRIES; i++) {
            try (Connection connection = source.getConnection()) {
                return committed(connection, work);
            } catch (SQLException e) {
                if (!mayPass(e)) {
                    throw failed(e);
                }
                met = e;
            }
        }
        throw failed(met);
    }

    /**
     * Reads with one query, without a transaction.
     *
     * @throws FleetException if the database fails
     */
    public <V> V read(Work<V> work) {
        try (Connection connection = source.getConnection()) {
            return work.in(connection);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Returns whether the database answers at all; blocks for some seconds if it does not. */
    public boolean answers() {
        try (Connection connection = source.getConnection()) {
            return connection.isValid(LONGEST_ANSWER_SECONDS);
        } catch (SQLException away) {
            return false;
        }
    }

    private static <V> V committed(Connection connection, Work<V> work) throws SQLException {
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            V result = work.in(connection);
            connection.commit();
            done = true;
            return result;
        } finally {
            end(connection, done);
        }
    }

    private static void end(Connection connection, boolean done) {
        try {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // the transaction has ended as it has; the pool drops the connection
        }
    }

    private static boolean mayPass(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.equals(DUPLICATE_KEY) || state.startsWith(ROLLED_BACK));
    }

    private static FleetException failed(@Nullable SQLException e) {
        return new FleetException(
                "the fleet's database failed" + (e == null ? "" : ": " + e.getMessage() + " (" + e.getSQLState() + ")"),
                e);
    }

    static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
