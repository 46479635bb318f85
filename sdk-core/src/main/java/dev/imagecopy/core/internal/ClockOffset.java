package dev.imagecopy.core.internal;

import dev.imagecopy.core.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;

/**
 * How far the service's clock is from ours, learnt from its {@code Date} header when it refuses our signature's date, and
 * dropped as soon as an answer shows that the clocks agree again.
 */
final class ClockOffset {
    /** Date has whole seconds and answers travel; services tolerate 15 minutes or more. */
    private static final Duration AGREEMENT = Duration.ofMinutes(1);

    private static final Duration ABSURD = Duration.ofDays(1);

    private volatile Duration offset = Duration.ZERO;

    Instant apply(Instant now) {
        Duration present = offset;
        return present.isZero() ? now : now.plus(present);
    }

    /** Learns from an answer that refused our date; false when it teaches nothing new. */
    boolean learn(HttpHeaders headers, Instant now) {
        Duration before = offset;
        Duration seen = headers.first("Date")
                .flatMap(HintParser::date)
                .map(theirs -> Duration.between(now, theirs))
                .orElse(before);
        boolean news =
                seen.minus(before).abs().compareTo(AGREEMENT) > 0 && seen.abs().compareTo(ABSURD) <= 0;
        if (news) {
            offset = seen;
        }
        return news;
    }

    /** Forgets the offset when an answer shows that our own clock is right again. */
    void review(HttpHeaders headers, Instant now) {
        Duration present = offset;
        if (present.isZero()) {
            return;
        }
        headers.first("Date").flatMap(HintParser::date).ifPresent(theirs -> {
            if (Duration.between(now, theirs).abs().compareTo(AGREEMENT) <= 0) {
                offset = Duration.ZERO;
            }
        });
    }
}
