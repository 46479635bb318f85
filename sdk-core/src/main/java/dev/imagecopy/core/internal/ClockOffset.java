package dev.imagecopy.core.internal;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.spi.ServiceTime;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The difference between the service's clock and ours. It is learned when the service rejects the date of a signature, from its
 * message or its {@code Date} header, and discarded as soon as a response shows that the clocks agree again, or rejects a date
 * that was computed with it.
 */
public final class ClockOffset {
    /** The Date header has whole seconds, and responses take time to arrive; services tolerate 15 minutes or more. */
    private static final Duration AGREEMENT = Duration.ofMinutes(1);

    private static final Duration ABSURD = Duration.ofDays(1);

    private volatile Duration offset = Duration.ZERO;

    /** What to add to our clock to get the service's. */
    public Duration current() {
        return offset;
    }

    /**
     * Learns from a response that rejected our date. An offset that was rejected is discarded, even if the response contains no
     * time.
     *
     * @param told the time in the service's message, which is the clock that rejected our date; if there is none, the
     *     {@code Date} header is used
     * @param used the offset that the rejected date was computed with, as {@link #current} returned it; another call may have
     *     changed the current one since
     * @return whether the next date will be a different one, so that a retry makes sense
     */
    public synchronized boolean learn(Optional<Instant> told, HttpHeaders headers, Instant now, Duration used) {
        Optional<Duration> seen = (told.isPresent() ? told : date(headers))
                .map(theirs -> Duration.between(now, theirs))
                .filter(difference -> difference.abs().compareTo(ABSURD) <= 0);
        if (seen.isEmpty()) {
            discard(used);
            return !current().equals(used);
        }
        if (agrees(seen.get().minus(used))) {
            discard(used); // something else is wrong, or this is not the clock that refused
            return false;
        }
        offset = agrees(seen.get()) ? Duration.ZERO : seen.get();
        return true;
    }

    private void discard(Duration used) {
        if (offset.equals(used)) {
            offset = Duration.ZERO;
        }
    }

    /** Discards the offset if a response shows that our own clock is right again. */
    public void review(HttpHeaders headers, TimeSource time) {
        if (current().isZero()) {
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
