package dev.imagecopy.cli.output;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.bulk.CopyStatus;
import java.time.Duration;
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
        if (count(CopyStatus.AMBIGUOUS) > 0) {
            return ExitCode.AMBIGUOUS;
        }
        if (counts.keySet().stream().anyMatch(CopyStatus::isFailure)) {
            return ExitCode.FAILED;
        }
        return count(CopyStatus.LEFT_RUNNING) + count(CopyStatus.NOT_STARTED) > 0
                ? ExitCode.INTERRUPTED
                : ExitCode.DONE;
    }
}
