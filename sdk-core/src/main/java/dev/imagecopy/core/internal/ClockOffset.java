package dev.imagecopy.core.internal;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.spi.ServiceTime;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The difference between the service's clock and ours. It is learned when the service rejects the date of a signature, from its
 * message or its {@code Date} header, and discarded as soon as a response shows that the clocks agree again.
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
     * Learns from a response that rejected our date; returns false if it contains no time.
     *
     * @param told the time in the service's message, which is the clock that rejected our date; if there is none, the
     *     {@code Date} header is used
     * @param used the offset that the rejected date was computed with; another call may have changed the current one since
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

    /** Discards the offset if a response shows that our own clock is right again. */
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
