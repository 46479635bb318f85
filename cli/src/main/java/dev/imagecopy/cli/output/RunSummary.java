package dev.imagecopy.cli.output;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.bulk.CopyStatus;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a run ended. What became of each copy is told by the events.
 *
 * @param counts how many copies ended with each status; statuses without copies are left out
 * @param withoutCredentials how many of those that failed were never sent, since there were no credentials
 * @param elapsed how long it took
 * @param resumeCommand the command that takes up what may go on; dropped if nothing may, empty if no command could
 */
public record RunSummary(
        Map<CopyStatus, Long> counts, long withoutCredentials, Duration elapsed, Optional<String> resumeCommand) {
    private static final Set<CopyStatus> MAY_GO_ON =
            Set.of(CopyStatus.LEFT_RUNNING, CopyStatus.NOT_STARTED, CopyStatus.TIMED_OUT, CopyStatus.AMBIGUOUS);

    /** Copies the map. */
    public RunSummary {
        counts = Map.copyOf(counts);
        requireNonNull(elapsed, "elapsed");
        requireNonNull(resumeCommand, "resumeCommand");
        if (!mayGoOn(counts)) {
            resumeCommand = Optional.empty();
        }
    }

    /** Creates the summary of a run that had credentials. */
    public RunSummary(Map<CopyStatus, Long> counts, Duration elapsed, Optional<String> resumeCommand) {
        this(counts, 0, elapsed, resumeCommand);
    }

    /** Returns whether taking the run up later may change anything. */
    public boolean mayGoOn() {
        return mayGoOn(counts);
    }

    private static boolean mayGoOn(Map<CopyStatus, Long> counts) {
        return MAY_GO_ON.stream().anyMatch(status -> counts.getOrDefault(status, 0L) > 0);
    }

    /**
     * Returns how many copies ended with a status.
     *
     * @param status the status
     */
    public long count(CopyStatus status) {
        return counts.getOrDefault(status, 0L);
    }

    /**
     * Returns the exit code of the command that ran it.
     *
     * @param detached whether the user has left it; copies that go on although nobody has are unfinished
     */
    public ExitCode exitCode(boolean detached) {
        ExitCode code = exitCode();
        return code == ExitCode.INTERRUPTED && !detached ? ExitCode.UNFINISHED : code;
    }

    /** Returns the exit code that the outcomes amount to. */
    public ExitCode exitCode() {
        Set<ExitCode> codes = EnumSet.noneOf(ExitCode.class);
        counts.forEach((status, count) -> {
            long without = status == CopyStatus.FAILED ? withoutCredentials : 0;
            if (without > 0) {
                codes.add(ExitCode.REFUSED);
            }
            if (count > without) {
                codes.add(ExitCode.of(status));
            }
        });
        return ExitCode.mostSerious(codes);
    }
}
