package dev.imagecopy.bulk;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * The progress of a run as a whole.
 *
 * @param done how many jobs have ended, in any way
 * @param failed how many of these are failures
 * @param running how many copies are being started or are in progress
 * @param waiting how many jobs have been read and are waiting to start
 * @param allRead whether the stream of jobs has ended, so that there are no more
 * @param elapsed the time since the run began
 * @param timeLeft an estimate for the rest, from the duration of the copies so far; empty until all jobs have been read and one
 *     has ended
 */
public record BulkProgress(
        long done,
        long failed,
        long running,
        long waiting,
        boolean allRead,
        Duration elapsed,
        Optional<Duration> timeLeft) {
    /** Rejects null. */
    public BulkProgress {
        requireNonNull(elapsed, "elapsed");
        requireNonNull(timeLeft, "timeLeft");
    }
}
