package dev.imagecopy.cli.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.imagecopy.cli.database.DatabaseAddress.Product;
import dev.imagecopy.cli.output.HarmlessWord;
import dev.imagecopy.cli.output.UsageException;
import dev.imagecopy.core.auth.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Who logs in to a database. What is empty is left to its driver: PostgreSQL's looks into {@code PGPASSFILE} or {@code ~/.pgpass}.
 *
 * @param user the user
 * @param password the password, which is never shown
 */
public record DatabaseLogin(Optional<String> user, Optional<Secret> password) {
    private static final int LONGEST = 4096;

    /** Rejects null. */
    public DatabaseLogin {
        requireNonNull(user, "user");
        requireNonNull(password, "password");
    }

    /**
     * Finds the login.
     *
     * @param address the database
     * @param user the user that was named
     * @param passwordFile the file that was named
     * @param environment the variables of the process
     * @throws UsageException if the file cannot be read
     */
    public static DatabaseLogin find(
            DatabaseAddress address,
            Optional<String> user,
            Optional<Path> passwordFile,
            Map<String, String> environment) {
        boolean postgres = address.product() == Product.POSTGRESQL;
        Optional<String> found = user.or(() -> address.hasUser() ? Optional.empty() : usual(postgres, environment));
        Optional<String> password = passwordFile
                .map(DatabaseLogin::read)
                .or(() -> variable(environment, "IMAGECOPY_DB_PASSWORD"))
                .or(() -> postgres ? variable(environment, "PGPASSWORD") : Optional.empty());
        return new DatabaseLogin(found, password.map(Secret::of));
    }

    private static Optional<String> usual(boolean postgres, Map<String, String> environment) {
        return postgres ? variable(environment, "PGUSER") : Optional.of("sa");
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** The first line, since editors and shells end a file with a line break. */
    private static String read(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            String text = new String(content.readNBytes(LONGEST + 1), UTF_8);
            String line = text.lines().findFirst().orElse("");
            if (line.isEmpty() || text.length() > LONGEST) {
                throw new UsageException("The file of --db-password-file must hold the password and nothing else");
            }
            return line;
        } catch (IOException e) {
            throw new UsageException("The file of --db-password-file cannot be read"
                    + HarmlessWord.path(file).map(path -> ": " + path).orElse(""));
        }
    }
}
