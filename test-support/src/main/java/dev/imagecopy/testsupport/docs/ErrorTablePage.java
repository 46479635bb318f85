package dev.imagecopy.testsupport.docs;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The table of errors in the page of a service, to be compared with the error table in the code. */
public final class ErrorTablePage {
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    /** How a page says what the SDK does about an error. */
    private static final Map<String, String> REACTIONS = Map.of(
            "NONE", "throws",
            "TRANSIENT", "repeats if that is safe",
            "REJECTED", "repeats",
            "CONFLICT", "repeats after a pause",
            "LATER", "throws as retryable",
            "THROTTLED", "repeats slowly",
            "AT_WORK", "asks again until the deadline",
            "REFRESH_CREDENTIALS", "fetches new credentials and repeats once",
            "CORRECT_CLOCK", "corrects the clock and repeats once",
            "SIGN_AGAIN", "signs again and repeats once");

    /**
     * One row.
     *
     * @param codes the codes that it quotes
     * @param exception the name of the exception's class
     * @param reaction what the SDK does
     */
    public record Row(Set<String> codes, String exception, String reaction) {}

    private ErrorTablePage() {}

    /**
     * Reads the table whose first column is "codes".
     *
     * @param page the name of a page under docs
     * @return its rows
     */
    public static List<Row> rows(String page) throws IOException {
        return Files.readString(Path.of("..", "docs", page))
                .lines()
                .dropWhile(line -> !line.startsWith("| codes |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1))
                .map(cells -> new Row(
                        quoted(cells[1]),
                        quoted(cells[2]).iterator().next(),
                        cells[3].replaceFirst(";.*", "").strip()))
                .toList();
    }

    /** Creates the row that a page should have. */
    public static Row row(Collection<String> codes, Class<?> exception, Enum<?> recovery) {
        return new Row(new TreeSet<>(codes), exception.getSimpleName(), requireNonNull(REACTIONS.get(recovery.name())));
    }

    private static Set<String> quoted(String cell) {
        Set<String> codes = new TreeSet<>();
        QUOTED.matcher(cell).results().forEach(found -> codes.add(found.group(1)));
        return codes;
    }
}
