package dev.imagecopy.bulk;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * How a run goes as a whole.
 *
 * @param done how many jobs have ended, however they did
 * @param failed how many of these are failures
 * @param running how many copies are being started or are under way
 * @param waiting how many jobs were read and wait for their turn
 * @param allRead whether the stream of jobs has ended, so that there are no others
 * @param elapsed the time since the run began
 * @param timeLeft how long the rest will take, by what copies took so far; empty until all jobs were read and one has ended
 */
public record BulkProgress(
        long done,
        long failed,
        long running,
        long waiting,
        boolean allRead,
        Duration elapsed,
        Optional<Duration> timeLeft) {
    /** Refuses null. */
    public BulkProgress {
        requireNonNull(elapsed, "elapsed");
        requireNonNull(timeLeft, "timeLeft");
    }
}
