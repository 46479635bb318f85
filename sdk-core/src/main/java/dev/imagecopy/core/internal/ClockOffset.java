package dev.imagecopy.core.internal;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.spi.ServiceTime;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The difference between the service's clock and ours. It is learned when the service refuses the date of a signature, from
 * its message or its {@code Date} header, and dropped as soon as a response shows that the clocks agree again.
 */
public final class ClockOffset {
    /** Date has whole seconds and answers travel; services tolerate 15 minutes or more. */
    private static final Duration AGREEMENT = Duration.ofMinutes(1);

    private static final Duration ABSURD = Duration.ofDays(1);

    private volatile Duration offset = Duration.ZERO;

    /** What to add to our own clock to get the service's. */
    public Duration current() {
        return offset;
    }

    /**
     * Learns from a response that refused our date; false if it holds nothing to learn from.
     *
     * @param told the time in the service's message, which is that of the clock that refused us; without one {@code Date} counts
     * @param used the offset with which the refused date was made; another call may have changed the current one since
     */
    public boolean learn(Optional<Instant> told, HttpHeaders headers, Instant now, Duration used) {
        Optional<Instant> theirs = told.isPresent() ? told : date(headers);
        if (theirs.isEmpty()) {
            return false;
        }
        Duration seen = Duration.between(now, theirs.get());
        if (seen.abs().compareTo(ABSURD) > 0 || agrees(seen.minus(used))) {
            return false;
        }
        offset = agrees(seen) ? Duration.ZERO : seen;
        return true;
    }

    /** Forgets the offset when an answer shows that our own clock is right again. */
    public void review(HttpHeaders headers, TimeSource time) {
        if (offset.isZero()) {
            return;
        }
        Instant now = time.now();
        Optional<Instant> theirs = date(headers);
        if (theirs.isPresent() && agrees(Duration.between(now, theirs.get()))) {
            offset = Duration.ZERO;
        }
    }

    private static Optional<Instant> date(HttpHeaders headers) {
        Optional<String> date = headers.first("Date");
        return date.isPresent() ? ServiceTime.parse(date.get()) : Optional.empty();
    }

    private static boolean agrees(Duration difference) {
        return difference.abs().compareTo(AGREEMENT) <= 0;
    }
}
