package dev.imagecopy.fleet;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;

/** A database of its own in memory, which a test can take away. */
final class SwitchedDatabase implements DataSource, AutoCloseable {
    /** Statements that a connection keeps prepared. A run has more than the 8 of the default, and else parses each a thousand times. */
    private static final String STATEMENTS = ";QUERY_CACHE_SIZE=128";

    private final JdbcConnectionPool pool =
            JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1" + STATEMENTS, "sa", "");
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private volatile boolean away;
    private volatile @Nullable FailingConnections watched;

    void away(boolean isAway) {
        away = isAway;
    }

    boolean isAway() {
        return away;
    }

    /** How many connections it refused while it was away, to threads of that name. */
    long refused(String thread) {
        return refused.stream().filter(name -> name.startsWith(thread)).count();
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (away) {
            refused.add(Thread.currentThread().getName());
            throw new SQLException("the database is away", "08001");
        }
        FailingConnections connections = watched;
        return connections == null ? pool.getConnection() : connections.open(pool::getConnection);
    }

    /** Counts operations, of which one may fail; null no longer does. */
    void watch(@Nullable FailingConnections connections) {
        watched = connections;
    }

    /** For the test itself. */
    <V> V transact(dev.imagecopy.fleet.internal.db.Database.Work<V> work) {
        try (Connection connection = pool.getConnection()) {
            return work.in(connection);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    int execute(String sql) {
        return transact(connection -> connection.createStatement().executeUpdate(sql));
    }

    @Override
    public void close() {
        execute("shutdown");
        pool.dispose();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return pool.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        pool.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        pool.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return pool.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
