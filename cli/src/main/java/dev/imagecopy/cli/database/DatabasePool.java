package dev.imagecopy.cli.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.imagecopy.cli.database.DatabaseAddress.Product;
import dev.imagecopy.core.auth.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** Connections to a database, open until this is closed. */
public final class DatabasePool implements AutoCloseable {
    /** After that a step of a worker ends, and is repeated. */
    private static final int LONGEST_WAIT_MILLIS = 5_000;

    /** A network may accept a connection and never answer, and the pool opens one after the other. */
    private static final String LONGEST_LOGIN_SECONDS = "5";

    /** Of the database, and of a worker in the middle of a transaction; transactions take milliseconds. */
    private static final String LONGEST_ANSWER_SECONDS = "10";

    /** The process that opens a file first takes a moment until it serves it to others. */
    private static final int MOST_TRIES = 25;

    private static final long BETWEEN_TRIES_NANOS = 200_000_000;

    private final HikariDataSource pool;

    private DatabasePool(HikariDataSource pool) {
        this.pool = pool;
    }

    /**
     * Connects, and blocks until the database has accepted the login.
     *
     * @param address the database
     * @param login who logs in
     * @param connections how many connections there are at most
     * @param creates whether a file that does not exist is created
     * @throws RuntimeException in a sentence, why it cannot be used
     */
    public static DatabasePool open(DatabaseAddress address, DatabaseLogin login, int connections, boolean creates) {
        if (address.file().isPresent()) {
            // The process that has opened the file serves it to others: to those of this machine.
            System.setProperty("h2.bindAddress", "127.0.0.1");
        }
        DatabasePool pool = new DatabasePool(connected(config(address, login, connections, creates), address, login));
        keepPrivate(address);
        return pool;
    }

    static HikariConfig config(DatabaseAddress address, DatabaseLogin login, int connections, boolean creates) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("imagecopy");
        config.setDriverClassName(address.product() == Product.POSTGRESQL ? "org.postgresql.Driver" : "org.h2.Driver");
        config.setJdbcUrl(address.file().isPresent() && !creates ? address.url() + ";IFEXISTS=TRUE" : address.url());
        login.user().ifPresent(config::setUsername);
        login.password().map(Secret::reveal).ifPresent(config::setPassword);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(LONGEST_WAIT_MILLIS);
        if (address.product() == Product.POSTGRESQL) {
            outlivesDeadNetworks(config);
        } else {
            config.setExceptionOverride(new BrokenConnections());
        }
        return config;
    }

    /** Where a machine or a network dies without a word, both sides would wait for hours, with locks on the limits. */
    private static void outlivesDeadNetworks(HikariConfig config) {
        config.addDataSourceProperty("connectTimeout", LONGEST_LOGIN_SECONDS);
        config.addDataSourceProperty("loginTimeout", LONGEST_LOGIN_SECONDS);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("socketTimeout", LONGEST_ANSWER_SECONDS);
        config.setConnectionInitSql("set idle_in_transaction_session_timeout = '" + LONGEST_ANSWER_SECONDS + "s'");
    }

    private static HikariDataSource connected(HikariConfig config, DatabaseAddress address, DatabaseLogin login) {
        for (int tries = 1; ; tries++) {
            try {
                return new HikariDataSource(config);
            } catch (PoolInitializationException e) {
                if (tries == MOST_TRIES || !DatabaseProblem.isChangingHands(e, address)) {
                    throw DatabaseProblem.of(e, address, login);
                }
                LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
            }
        }
    }

    /** Whoever can read these files can log in, and make workers copy. */
    private static void keepPrivate(DatabaseAddress address) {
        for (String ending : List.of(".mv.db", ".lock.db")) {
            address.fileWith(ending).ifPresent(DatabasePool::keepPrivate);
        }
    }

    private static void keepPrivate(Path file) {
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix") && Files.exists(file)) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        } catch (IOException notOurs) {
            // Another user's file has the permissions that the other user gave it.
        }
    }

    /** Returns the connections. */
    public DataSource source() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }
}
