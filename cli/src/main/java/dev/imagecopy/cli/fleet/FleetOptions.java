package dev.imagecopy.cli.fleet;

import dev.imagecopy.cli.clients.Services;
import dev.imagecopy.cli.command.ShellWord;
import dev.imagecopy.cli.database.DatabaseAddress;
import dev.imagecopy.cli.database.DatabaseLogin;
import dev.imagecopy.cli.database.DatabasePool;
import dev.imagecopy.cli.output.UsageException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of all commands of fleets: which database, who logs in, which fleet in it. */
final class FleetOptions {
    /** Copies of simulators must never be taken for copies of the clouds. */
    private static final String SIMULATED = "_simulated";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,19}");
    private static final String STANDARD = "imagecopy";

    @Option(
            names = "--db",
            required = true,
            paramLabel = "DATABASE",
            description =
                    "The database: an address that begins with jdbc:postgresql://, or, to try it out, a file that the"
                            + " processes of one machine share. Never with a password.")
    private String database = "";

    @Option(
            names = "--db-user",
            paramLabel = "NAME",
            description = "The user of the database. Default: that of the address, or $PGUSER, or yours.")
    private @Nullable String user;

    @Option(
            names = "--db-password-file",
            paramLabel = "FILE",
            description =
                    "A file that holds the password. Default: the variable IMAGECOPY_DB_PASSWORD or PGPASSWORD, or what"
                            + " PGPASSFILE or ~/.pgpass has for the database.")
    private @Nullable Path passwordFile;

    /** Refused: people try it, and then it stands in a log. */
    @Option(names = "--db-password", hidden = true, arity = "0..1", fallbackValue = "")
    private @Nullable String password;

    @Option(
            names = "--fleet",
            paramLabel = "NAME",
            defaultValue = STANDARD,
            description =
                    "The fleet, if the database has several: its tables begin with this name (default: ${DEFAULT-VALUE}).")
    private String fleet = STANDARD;

    /** The database; without its login. */
    DatabaseAddress address() {
        if (password != null) {
            throw new UsageException(
                    "There is no option for the password, which other users of this machine could read: put"
                            + " it into the variable IMAGECOPY_DB_PASSWORD, into a file (--db-password-file), or into ~/.pgpass");
        }
        return DatabaseAddress.parse(database);
    }

    /** Connects to the database. */
    DatabasePool open(int connections, boolean creates) {
        DatabaseAddress address = address();
        DatabaseLogin login = DatabaseLogin.find(
                address, Optional.ofNullable(user), Optional.ofNullable(passwordFile), System.getenv());
        return DatabasePool.open(address, login, connections, creates);
    }

    /** The name of the fleet, which is another one for simulators. */
    String fleetName(boolean simulated) {
        if (!NAME.matcher(fleet).matches()) {
            throw new UsageException(
                    "The name of a fleet (--fleet) is made of at most 20 lower-case letters, digits and"
                            + " underscores, and begins with a letter");
        }
        return simulated ? fleet + SIMULATED : fleet;
    }

    /** A command for the same fleet. */
    String command(String words, Services services) {
        StringBuilder command = new StringBuilder("imagecopy fleet ").append(words);
        services.ports().ifPresent(ports -> command.append(" --simulate=").append(ports));
        command.append(" --db ").append(ShellWord.quoted(database));
        if (!fleet.equals(STANDARD)) {
            command.append(" --fleet ").append(fleet);
        }
        if (user != null) {
            command.append(" --db-user ").append(ShellWord.quoted(user));
        }
        if (passwordFile != null) {
            command.append(" --db-password-file ").append(ShellWord.quoted(passwordFile.toString()));
        }
        return command.toString();
    }
}
