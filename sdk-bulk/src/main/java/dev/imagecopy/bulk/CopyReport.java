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

/** What became of a run: counts, the first failures, and all jobs as the store has them. Safe for use by many threads. */
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

    /** How many jobs ended in each way; those that no job ended in are left out. */
    public Map<CopyStatus, Long> counts() {
        return counts;
    }

    /**
     * How many jobs ended in one way.
     *
     * @param status the way
     */
    public long count(CopyStatus status) {
        return counts.getOrDefault(requireNonNull(status, "status"), 0L);
    }

    /** How many jobs there were, as far as they were read. */
    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many jobs somebody should look at. */
    public long failed() {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().isFailure())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Tells whether every job has its image. */
    public boolean isComplete() {
        return total() == count(CopyStatus.SUCCEEDED);
    }

    /** The first 1,000 failures, in the order in which they ended. */
    public List<CopyOutcome> failures() {
        return failures;
    }

    /** How long the run took. */
    public Duration elapsed() {
        return elapsed;
    }

    /**
     * Reads the full report from the store: one JSON object for each copy that was begun or found for the run's jobs, in all of its
     * starts, in the order of their last changes. A job that was refused before any call is only in {@link #failures}.
     *
     * @return a lazy stream, to be closed, while store and clients are open
     * @throws IllegalStateException if the run had no store
     */
    public Stream<String> lines() {
        return lines.get();
    }

    /**
     * Writes {@link #lines} as UTF-8.
     *
     * @param out stays open
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

    /** One line with the counts. */
    @Override
    public String toString() {
        return new EnumMap<>(counts.isEmpty() ? Map.of(CopyStatus.SUCCEEDED, 0L) : counts) + " in " + elapsed;
    }
}
