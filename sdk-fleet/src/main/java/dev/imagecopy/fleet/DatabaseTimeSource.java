package dev.imagecopy.fleet;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.time.TimeSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of a database, so that all workers of a fleet agree on it, however wrong the clocks of their machines are. Build the
 * clients of a fleet with it: tokens and records carry times that other workers read.
 *
 * <p>The database is asked when this is created and then every 30 s, in the background; in between, and while the database is away,
 * the machine's monotonic clock counts on. Safe for use by multiple threads.
 */
public final class DatabaseTimeSource implements TimeSource {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseTimeSource.class);
    private static final Duration REFRESH = Duration.ofSeconds(30);

    private final DataSource database;
    private final TimeSource machine;
    private volatile Reading latest;

    /** What the database said, and the monotonic clock at that moment. */
    private record Reading(Instant time, long nanos) {}

    private DatabaseTimeSource(DataSource database, TimeSource machine) throws SQLException {
        this.database = database;
        this.machine = machine;
        this.latest = read();
        refreshLater();
    }

    /**
     * Asks a database for its time, and blocks until it has answered.
     *
     * @param database a pool, for one connection from time to time
     * @throws FleetException if the database does not answer
     */
    public static DatabaseTimeSource of(DataSource database) {
        return of(database, TimeSource.system());
    }

    /**
     * Like {@link #of(DataSource)}, with the machine's clocks for everything but the time of day.
     *
     * @param database a pool
     * @param machine the clocks, which are closed with this
     */
    static DatabaseTimeSource of(DataSource database, TimeSource machine) {
        requireNonNull(database, "database");
        try {
            return new DatabaseTimeSource(database, machine);
        } catch (SQLException | RuntimeException e) {
            machine.close();
            throw new FleetException("the fleet's database does not tell the time: " + e.getMessage(), e);
        }
    }

    private Reading read() throws SQLException {
        try (Connection connection = database.getConnection()) {
            String now = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")
                    ? "select clock_timestamp()"
                    : "select current_timestamp(6)";
            long before = machine.nanoTime();
            try (PreparedStatement query = connection.prepareStatement(now);
                    ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("no time");
                }
                long after = machine.nanoTime();
                return new Reading(row.getObject(1, OffsetDateTime.class).toInstant(), before + (after - before) / 2);
            }
        }
    }

    private void refreshLater() {
        Timer unused = machine.scheduleWork(REFRESH, this::refresh);
    }

    private void refresh() {
        try {
            latest = read();
        } catch (SQLException | RuntimeException e) { // of the pool: the next refresh must come in any case
            LOG.warn("The fleet's database does not tell the time; the machine counts on", e);
        } finally {
            refreshLater();
        }
    }

    @Override
    public Instant now() {
        Reading reading = latest;
        return reading.time().plusNanos(machine.nanoTime() - reading.nanos());
    }

    @Override
    public long nanoTime() {
        return machine.nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        machine.sleep(duration);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        return machine.schedule(delay, task);
    }

    @Override
    public Timer scheduleWork(Duration delay, Runnable work) {
        return machine.scheduleWork(delay, work);
    }

    @Override
    public Timer scheduleEnd(Duration delay, Runnable end) {
        return machine.scheduleEnd(delay, end);
    }

    /** Stops asking the database and the timers of the clients that were built with this. */
    @Override
    public void close() {
        machine.close();
    }
}
