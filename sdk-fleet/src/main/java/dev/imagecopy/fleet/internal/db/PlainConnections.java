package dev.imagecopy.fleet.internal.db;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * The application's connections as a fleet and its engine need them, whatever is usual for the application: each statement commits by
 * itself unless there is a transaction, which sees what others have committed. They are given back as they came.
 */
final class PlainConnections implements DataSource {
    private static final int UNKNOWN = -1;
    private static final String NO_CONNECTION = "08001";

    private final DataSource source;
    /** Asked only once, since PostgreSQL is asked by a query. */
    private volatile int usualIsolation = UNKNOWN;

    PlainConnections(DataSource source) {
        this.source = source;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = open();
        try {
            return plain(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Pools that cannot connect, and sources that choose among databases, throw what they like. */
    private Connection open() throws SQLException {
        try {
            return source.getConnection();
        } catch (RuntimeException e) {
            throw new SQLException("the data source gives no connection: " + e.getMessage(), NO_CONNECTION, e);
        }
    }

    private Connection plain(Connection connection) throws SQLException {
        boolean commits = connection.getAutoCommit();
        if (!commits) {
            connection.setAutoCommit(true);
        }
        int isolation = usualIsolation;
        if (isolation == UNKNOWN) {
            isolation = connection.getTransactionIsolation();
            usualIsolation = isolation;
        }
        if (isolation == Connection.TRANSACTION_READ_COMMITTED) {
            return commits ? connection : givenBack(connection, isolation, commits);
        }
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return givenBack(connection, isolation, commits);
    }

    private static Connection givenBack(Connection connection, int isolation, boolean commits) {
        return (Connection) Proxy.newProxyInstance(
                PlainConnections.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        restore(connection, isolation, commits);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void restore(Connection connection, int isolation, boolean commits) {
        try {
            if (!connection.isClosed()) {
                connection.setTransactionIsolation(isolation);
                connection.setAutoCommit(commits);
            }
        } catch (SQLException e) {
            // the connection is broken, and its pool drops it
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLException("a fleet logs in as its data source does");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return source.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        source.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        source.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return source.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(Logger.GLOBAL_LOGGER_NAME);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return source.isWrapperFor(type);
    }
}
