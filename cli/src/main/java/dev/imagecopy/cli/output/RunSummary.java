package dev.imagecopy.cli.output;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.bulk.CopyStatus;
import dev.imagecopy.core.error.CredentialsException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

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

    /**
     * Creates the summary of a run whose copies have all been told of.
     *
     * @param outcomes what became of each
     * @param elapsed how long it took
     * @param resumeCommand the command that takes up what may go on; empty if no command could
     */
    public static RunSummary of(Stream<CopyOutcome> outcomes, Duration elapsed, Optional<String> resumeCommand) {
        Map<CopyStatus, Long> counts = new EnumMap<>(CopyStatus.class);
        LongAdder withoutCredentials = new LongAdder();
        outcomes.forEach(outcome -> {
            counts.merge(outcome.status(), 1L, Long::sum);
            if (isWithoutCredentials(outcome)) {
                withoutCredentials.increment();
            }
        });
        return new RunSummary(counts, withoutCredentials.sum(), elapsed, resumeCommand);
    }

    /**
     * Returns whether a copy was never sent, since there were no credentials.
     *
     * @param outcome what became of it
     */
    public static boolean isWithoutCredentials(CopyOutcome outcome) {
        return outcome.status() == CopyStatus.FAILED
                && outcome.cause()
                        .filter(cause -> cause.type().equals(CredentialsException.class.getSimpleName()))
                        .isPresent();
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
