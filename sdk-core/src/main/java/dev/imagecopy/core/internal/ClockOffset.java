package dev.imagecopy.core.internal;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the service's clock is from ours, learnt when it refuses our signature's date, from its words or its
 * {@code Date} header, and dropped as soon as an answer shows that the clocks agree again.
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
     * Learns from an answer that refused our date; false when it teaches nothing.
     *
     * @param told the time that the answer tells in words, which is that of the clock that judged us; else {@code Date} counts
     * @param used the offset that the refused date was made with: another call may have learnt, or dropped, the present one
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
        return date.isPresent() ? HttpDate.parse(date.get()) : Optional.empty();
    }

    private static boolean agrees(Duration difference) {
        return difference.abs().compareTo(AGREEMENT) <= 0;
    }
}
