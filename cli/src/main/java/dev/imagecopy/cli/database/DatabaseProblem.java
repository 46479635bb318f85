package dev.imagecopy.cli.database;

import dev.imagecopy.cli.output.RefusedException;
import dev.imagecopy.cli.output.UsageException;
import dev.imagecopy.fleet.FleetException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says in a sentence why a database cannot be used. */
final class DatabaseProblem {
    private static final String IN_USE = "90020";

    /** It is open elsewhere; its lock is just being written; who served it to others has just ended. */
    private static final Set<String> CHANGING_HANDS = Set.of(IN_USE, "08000", "90067");

    private static final String LOG_IN = "Name the user with --db-user, and put the password into the variable"
            + " IMAGECOPY_DB_PASSWORD, into a file (--db-password-file), or into ~/.pgpass";

    private DatabaseProblem() {}

    /** Whether another process is about to open or to close the same file. */
    static boolean isChangingHands(Throwable failure, DatabaseAddress address) {
        SQLException answer = find(SQLException.class, failure);
        return address.file().isPresent()
                && answer != null
                && CHANGING_HANDS.contains(String.valueOf(answer.getSQLState()));
    }

    /** What a failed attempt to connect means. */
    static RuntimeException of(Throwable failure, DatabaseAddress address, DatabaseLogin login) {
        SQLException answer = find(SQLException.class, failure);
        String state = answer == null || answer.getSQLState() == null ? "" : answer.getSQLState();
        String said = answer == null ? String.valueOf(failure.getMessage()) : withoutPeriod(answer);
        String database = "The database " + address.shown();
        boolean anonymous = login.password().isEmpty() && state.equals("08004");
        if (state.startsWith("28") || anonymous) {
            return new RefusedException(database + " does not accept the login: " + said, LOG_IN);
        }
        return switch (state) {
            case "3D000", "90146", "90013" ->
                new RefusedException(
                        database + " does not exist" + (address.file().isPresent() ? "" : ": " + said),
                        address.file().isPresent()
                                ? "\"imagecopy fleet schema --create\" creates it, with the same --db"
                                : "Create it with the tools of the database");
            case IN_USE ->
                new RefusedException(
                        database + " is open in another program: " + said,
                        "End that, or name the database as a file, which several processes can open");
            case "90113", "22023" -> new UsageException("--db has a setting that the database does not know: " + said);
            default -> new FleetException(database + " cannot be reached: " + said + reason(failure), failure);
        };
    }

    private static String withoutPeriod(SQLException answer) {
        return String.valueOf(answer.getMessage()).strip().replaceFirst("\\.$", "");
    }

    /** The driver does not say that a host is unknown. */
    private static String reason(Throwable failure) {
        return find(UnknownHostException.class, failure) == null ? "" : " (there is no such host)";
    }

    private static <T extends Throwable> @Nullable T find(Class<T> type, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
