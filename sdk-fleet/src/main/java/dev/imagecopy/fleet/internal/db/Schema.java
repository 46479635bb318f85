package dev.imagecopy.fleet.internal.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imagecopy.fleet.FleetException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The scripts that create the tables, and the check that they are there in the version that this code knows. */
public final class Schema {
    /** The version of the tables that this code reads and writes. */
    public static final int VERSION = 1;

    private static final Pattern END_OF_STATEMENT = Pattern.compile(";\\s*\n");
    private static final int MOST_TRIES = 4;
    private static final String PREFIX_IN_SCRIPTS = "imagecopy_";

    /** Of PostgreSQL, and of H2, which also says whether there are tables of a similar name, or any. */
    private static final Set<String> NO_TABLE = Set.of("42P01", "42S02", "42S03", "42S04");

    private Schema() {}

    /** Whether a database takes rows and locks them in one statement, in the engine's own dialect. */
    public static boolean locksAndFetches(Database database) {
        return database.transact(connection -> product(connection).equals("postgresql"));
    }

    /**
     * Reads a script.
     *
     * @param product {@code postgresql} or {@code h2}
     * @param fleet the fleet's name
     */
    public static String script(String product, String fleet) {
        String name = "/dev/imagecopy/fleet/schema/" + product + "-" + VERSION + ".sql";
        try (InputStream script = Schema.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new FleetException("a fleet needs PostgreSQL, or H2 for tests, and not " + product, null);
            }
            return new String(script.readAllBytes(), UTF_8).replace(PREFIX_IN_SCRIPTS, fleet + "_");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates the tables if there are none; several processes may do so at once. */
    public static void create(Database database, String fleet) {
        for (int tries = 1; ; tries++) {
            try {
                createOnce(database, fleet);
                return;
            } catch (FleetException e) {
                // Another process may be a moment ahead: then its tables are there now, or what it has begun can be
                // completed.
                if (tries == MOST_TRIES || !database.answers()) {
                    throw e;
                }
            }
        }
    }

    private static void createOnce(Database database, String fleet) {
        database.transact(connection -> {
            if (version(database, connection).isEmpty()) {
                try (Statement statement = connection.createStatement()) {
                    for (String each : END_OF_STATEMENT
                            .splitAsStream(script(product(connection), fleet))
                            .toList()) {
                        statement.execute(each);
                    }
                }
            }
            return true;
        });
    }

    /** Rejects tables that are not there, or of another version. */
    public static void verify(Database database, String fleet) {
        if (!isThere(database, fleet)) {
            throw new FleetException(
                    "there are no tables of a fleet of the name " + fleet + ": create them with the script, or with"
                            + " Fleet.createTables",
                    null);
        }
    }

    /** Returns whether there are tables; rejects those of another version. */
    public static boolean isThere(Database database, String fleet) {
        return database.transact(connection -> {
            Optional<Integer> version = version(database, connection);
            if (version.isPresent() && version.get() != VERSION) {
                throw new FleetException(
                        "the tables of the fleet " + fleet + " are of version " + version.get()
                                + "; this SDK works with version " + VERSION,
                        null);
            }
            return version.isPresent();
        });
    }

    /**
     * The version of the tables that statements find, in whichever schema that is; empty if there are none, or if somebody is still
     * creating them: it is written last.
     */
    private static Optional<Integer> version(Database database, Connection connection) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(database.sql("select version from $version"))) {
            return found.next() ? Optional.of(found.getInt(1)) : Optional.empty();
        } catch (SQLException e) {
            if (!NO_TABLE.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
            connection.rollback(before); // or PostgreSQL would refuse all that follows
            return Optional.empty();
        }
    }

    private static String product(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
    }
}
