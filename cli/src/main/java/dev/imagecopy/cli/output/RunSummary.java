package dev.imagecopy.cli.output;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.bulk.CopyStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a run ended. What became of each copy is told by the events.
 *
 * @param counts how many copies ended with each status; statuses without copies are left out
 * @param elapsed how long it took
 * @param resumeCommand the command that takes up what has not ended; empty if everything has, or if nothing could take it up
 */
public record RunSummary(Map<CopyStatus, Long> counts, Duration elapsed, Optional<String> resumeCommand) {
    private static final List<ExitCode> MOST_SERIOUS =
            List.of(ExitCode.AMBIGUOUS, ExitCode.FAILED, ExitCode.REFUSED, ExitCode.UNFINISHED, ExitCode.INTERRUPTED);

    /** Copies the map. */
    public RunSummary {
        counts = Map.copyOf(counts);
        requireNonNull(elapsed, "elapsed");
        requireNonNull(resumeCommand, "resumeCommand");
    }

    /**
     * Returns how many copies ended with a status.
     *
     * @param status the status
     */
    public long count(CopyStatus status) {
        return counts.getOrDefault(status, 0L);
    }

    /** Returns the exit code that the outcomes amount to. */
    public ExitCode exitCode() {
        List<ExitCode> codes = counts.entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(count -> ExitCode.of(count.getKey()))
                .toList();
        return MOST_SERIOUS.stream().filter(codes::contains).findFirst().orElse(ExitCode.DONE);
    }
}
