package dev.imagecopy.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The result of a run: counts, the first failures, and a line for each job. Safe for use by multiple threads. */
public final class CopyReport {
    private final Map<CopyStatus, Long> counts;
    private final List<CopyOutcome> failures;
    private final Duration elapsed;
    private final Supplier<Stream<String>> lines;

    CopyReport(
            Map<CopyStatus, Long> counts,
            List<CopyOutcome> failures,
            Duration elapsed,
            Supplier<Stream<String>> lines) {
        this.counts = Map.copyOf(counts);
        this.failures = List.copyOf(failures);
        this.elapsed = elapsed;
        this.lines = lines;
    }

    /** Returns how many jobs ended with each status; statuses without jobs are omitted. */
    public Map<CopyStatus, Long> counts() {
        return counts;
    }

    /**
     * Returns how many jobs ended with a status.
     *
     * @param status the status
     */
    public long count(CopyStatus status) {
        return counts.getOrDefault(requireNonNull(status, "status"), 0L);
    }

    /** Returns the number of jobs that were read. */
    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns the number of jobs that somebody should look at. */
    public long failed() {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().isFailure())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Returns whether every job has its image. */
    public boolean isComplete() {
        return total() == count(CopyStatus.SUCCEEDED);
    }

    /** Returns the first 1,000 failures, in the order in which they ended. */
    public List<CopyOutcome> failures() {
        return failures;
    }

    /** Returns how long the run took. */
    public Duration elapsed() {
        return elapsed;
    }

    /**
     * Reads the full report: one JSON object for each job of the run, with its last outcome, in the order in which they ended.
     * It needs little memory, however many jobs there are: all but the first lines are in a temporary file, which ends with
     * this object.
     *
     * @return a lazy stream
     * @throws IllegalStateException if the run had no store
     * @throws java.io.UncheckedIOException if the temporary file could not be written, or cannot be read
     */
    public Stream<String> lines() {
        return lines.get();
    }

    /**
     * Writes {@link #lines} in UTF-8.
     *
     * @param out the stream, which stays open
     * @throws IOException if writing fails
     */
    public void writeTo(OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(requireNonNull(out, "out"), UTF_8));
        try (Stream<String> all = lines()) {
            for (Iterator<String> line = all.iterator(); line.hasNext(); ) {
                writer.append(line.next()).append('\n');
            }
        }
        writer.flush();
    }

    /** Returns one line with the counts. */
    @Override
    public String toString() {
        return new EnumMap<>(counts.isEmpty() ? Map.of(CopyStatus.SUCCEEDED, 0L) : counts) + " in " + elapsed;
    }
}
