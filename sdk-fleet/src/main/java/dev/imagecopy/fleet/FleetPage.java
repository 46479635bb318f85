package dev.imagecopy.fleet;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.fleet.internal.page.PageFile;
import dev.imagecopy.fleet.internal.page.PageWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * One HTML page that shows a fleet: numbers, filters, a timeline by region, failures with code, request id and advice, and every
 * copy.
 *
 * <ul>
 *   <li>It needs no server and no network: script, style and data are in it, and its content security policy permits nothing else.
 *   <li>While copies wait or are under way it loads itself again every ten seconds, with the reader's filters; write it again as
 *       often. Once all have ended it stays as it is.
 *   <li>Texts of services are shown as text, and characters that cannot be seen by their numbers.
 *   <li>Of a fleet with more than 50,000 copies it lists all that failed or are under way; of the others it only counts those
 *       submitted first.
 * </ul>
 *
 * <p>Memory does not grow with the number of copies: rows are written as the database hands them out, in the order of their
 * submission. So a copy that moves on meanwhile is shown as it was when its row was read.
 *
 * <p>Thread safety: safe for use by multiple threads, with a file or an output of each one's own.
 */
public final class FleetPage {
    private FleetPage() {}

    /**
     * Writes the page of a fleet.
     *
     * @param fleet the fleet
     * @param out where it is written, to be encoded as UTF-8; it is neither flushed nor closed
     * @throws IOException if writing fails
     * @throws FleetException if the database fails; part of the page may have been written
     */
    public static void write(Fleet fleet, Appendable out) throws IOException {
        requireNonNull(fleet, "fleet");
        requireNonNull(out, "out");
        PageWriter page = new PageWriter(fleet.name(), fleet.status());
        try (Stream<FleetCopy> copies = fleet.copies()) {
            page.write(copies.iterator(), out);
        }
    }

    /**
     * Writes the page of a fleet to a file, which is replaced as a whole once the page is complete: a browser never loads half of
     * it. If anything fails, the file stays as it was.
     *
     * @param fleet the fleet
     * @param file the file; its folder exists
     * @throws IOException if writing fails
     * @throws FleetException if the database fails
     */
    public static void write(Fleet fleet, Path file) throws IOException {
        requireNonNull(fleet, "fleet");
        PageFile.replace(requireNonNull(file, "file"), out -> write(fleet, out));
    }
}
