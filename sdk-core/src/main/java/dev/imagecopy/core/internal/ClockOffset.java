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
final class ClockOffset {
    /** Date has whole seconds and answers travel; services tolerate 15 minutes or more. */
    private static final Duration AGREEMENT = Duration.ofMinutes(1);

    private static final Duration ABSURD = Duration.ofDays(1);

    private volatile Duration offset = Duration.ZERO;

    /** What to add to our own clock to get the service's. */
    Duration current() {
        return offset;
    }

    /**
     * Learns from an answer that refused our date; false when it teaches nothing.
     *
     * @param told the time that the answer tells in words, which is that of the clock that judged us; else {@code Date} counts
     * @param used the offset that the refused date was made with: another call may have learnt, or dropped, the present one
     */
    boolean learn(Optional<Instant> told, HttpHeaders headers, Instant now, Duration used) {
        Optional<Duration> seen = told.or(() -> headers.first("Date").flatMap(HintParser::date))
                .map(theirs -> Duration.between(now, theirs));
        if (seen.isEmpty()
                || seen.get().abs().compareTo(ABSURD) > 0
                || seen.get().minus(used).abs().compareTo(AGREEMENT) <= 0) {
            return false;
        }
        offset = seen.get().abs().compareTo(AGREEMENT) <= 0 ? Duration.ZERO : seen.get();
        return true;
    }

    /** Forgets the offset when an answer shows that our own clock is right again. */
    void review(HttpHeaders headers, TimeSource time) {
        if (offset.isZero()) {
            return;
        }
        Instant now = time.now();
        headers.first("Date").flatMap(HintParser::date).ifPresent(theirs -> {
            if (Duration.between(now, theirs).abs().compareTo(AGREEMENT) <= 0) {
                offset = Duration.ZERO;
            }
        });
    }
}
