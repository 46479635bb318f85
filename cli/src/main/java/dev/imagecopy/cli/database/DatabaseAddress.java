package dev.imagecopy.cli.database;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.cli.output.PathWord;
import dev.imagecopy.cli.output.UsageException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the database of a fleet is. Holds no secret.
 *
 * @param product which database it is
 * @param url the address for JDBC
 * @param shown what people call it
 * @param file its path without an ending, if it is a file of this machine that the program has to open itself
 */
public record DatabaseAddress(Product product, String url, String shown, Optional<Path> file) {
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String H2 = "jdbc:h2:";
    private static final String H2_ENDING = ".mv.db";

    /** Its default lost committed rows when a process was killed. */
    private static final String DURABLE = ";WRITE_DELAY=0";

    /** Several processes share the file, one of which serves it to the others; no log of errors beside it. */
    private static final String SHARED = DURABLE + ";AUTO_SERVER=TRUE;TRACE_LEVEL_FILE=0";

    private static final Pattern PASSWORD =
            Pattern.compile("[?&;]\\s*[a-z]*(password|passwd|pwd)[a-z]*\\s*=", Pattern.CASE_INSENSITIVE);
    private static final Pattern USER = Pattern.compile("[?&;]\\s*user\\s*=", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOGIN = Pattern.compile("//[^/?;]*@");
    private static final Pattern OTHER = Pattern.compile("(jdbc:[a-z0-9]+:|[a-z][a-z0-9+.-]+://).*");

    /** A database that keeps fleets. */
    public enum Product {
        /** For work. */
        POSTGRESQL,
        /** To try it out, and for tests. */
        H2;

        /** Returns its name in the names of scripts. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Rejects null. */
    public DatabaseAddress {
        requireNonNull(product, "product");
        requireNonNull(url, "url");
        requireNonNull(shown, "shown");
        requireNonNull(file, "file");
    }

    /**
     * Reads an address.
     *
     * @param text an address for JDBC, or a file
     * @throws UsageException if it is none, or if it holds a password; without the address, which may hold one
     */
    public static DatabaseAddress parse(String text) {
        if (PASSWORD.matcher(text).find() || LOGIN.matcher(text).find()) {
            throw new UsageException("--db holds a login, which other users of this machine can read: put the user into"
                    + " --db-user, and the password into the variable IMAGECOPY_DB_PASSWORD, into a file"
                    + " (--db-password-file), or into ~/.pgpass");
        }
        if (text.startsWith(POSTGRESQL)) {
            return postgresql(text);
        }
        if (text.startsWith(H2)) {
            return h2(text);
        }
        if (OTHER.matcher(text).matches()) {
            throw wrong("--db is an address that begins with jdbc:postgresql://, or a file");
        }
        return file(text);
    }

    private static DatabaseAddress postgresql(String text) {
        return new DatabaseAddress(
                Product.POSTGRESQL,
                text,
                PostgresAddress.shown(text)
                        .orElseThrow(() -> wrong("--db is no address of PostgreSQL, for example"
                                + " jdbc:postgresql://db.example.com:5432/fleet")),
                Optional.empty());
    }

    private static DatabaseAddress h2(String text) {
        if (text.startsWith("mem:", H2.length())) {
            throw wrong("--db is a database in memory, which would end with this command");
        }
        boolean durable = text.toUpperCase(Locale.ROOT).contains("WRITE_DELAY=");
        int settings = text.indexOf(';');
        String shown = settings < 0 ? text : text.substring(0, settings);
        return new DatabaseAddress(Product.H2, durable ? text : text + DURABLE, shown, Optional.empty());
    }

    private static DatabaseAddress file(String text) {
        String name = text.endsWith(H2_ENDING) ? text.substring(0, text.length() - H2_ENDING.length()) : text;
        if (name.isBlank() || name.contains(";")) {
            throw wrong("--db is neither an address that begins with jdbc:postgresql:// nor the name of a file");
        }
        Optional<String> problem = PathWord.problem(name);
        if (problem.isPresent()) {
            throw wrong("--db " + problem.get());
        }
        try {
            Path file = Path.of(name).toAbsolutePath().normalize();
            return new DatabaseAddress(Product.H2, H2 + "file:" + file + SHARED, file + H2_ENDING, Optional.of(file));
        } catch (InvalidPathException e) {
            throw wrong("--db is neither an address that begins with jdbc:postgresql:// nor the name of a file");
        }
    }

    private static UsageException wrong(String message) {
        return new UsageException(message);
    }

    /** Whether the address says who logs in. */
    boolean hasUser() {
        return USER.matcher(url).find();
    }

    /** The path of a file of the database. */
    Optional<Path> fileWith(String ending) {
        return file.map(path -> path.resolveSibling(path.getFileName() + ending));
    }
}
