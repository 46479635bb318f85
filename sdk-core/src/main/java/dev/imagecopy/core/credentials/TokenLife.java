package dev.imagecopy.core.credentials;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.IsoTimes;
import dev.imagecopy.core.spi.ServiceTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How long credentials last that a service has just issued. Two clocks are never compared: a time is relative to the clock of
 * the service that sends it, which is in the {@code Date} header of the same response.
 *
 * <p>An expiration in the past means that some clock is wrong, not that new credentials are useless: they are then used for a
 * minute. If they really have expired, the service rejects them.
 */
public final class TokenLife {
    private static final Duration GRACE = Duration.ofMinutes(1);

    /** Seconds since 1970 have ten digits until the year 2286; more are milliseconds. */
    private static final double LAST_SECOND = 9_999_999_999d;

    private final Optional<Duration> left;
    private final Optional<Instant> end;

    private TokenLife(Optional<Duration> left, Optional<Instant> end) {
        this.left = left;
        this.end = end;
    }

    /**
     * Reads a time: ISO 8601 with any fraction and zone, in UTC without one; an HTTP date; seconds or milliseconds since 1970,
     * also as text. Anything else counts as missing.
     *
     * @param told the member of the response as text
     * @param answer the response, for its {@code Date}
     */
    public static TokenLife until(String told, HttpResponse answer) {
        Optional<Instant> end = moment(told);
        Optional<Instant> sentAt = ServiceTime.of(answer);
        return end.isPresent() && sentAt.isPresent()
                ? new TokenLife(Optional.of(Duration.between(sentAt.get(), end.get())), Optional.empty())
                : new TokenLife(Optional.empty(), end);
    }

    /**
     * Reads a duration in seconds, also as text and with a fraction. Anything else counts as missing.
     *
     * @param seconds the member of the response as text
     */
    public static TokenLife lasting(String seconds) {
        OptionalDouble told = number(seconds);
        return new TokenLife(
                told.isPresent() ? Optional.of(Duration.ofSeconds((long) told.getAsDouble())) : Optional.empty(),
                Optional.empty());
    }

    /**
     * Returns the expiration by our own clock.
     *
     * @param now our clock when the response arrived
     * @param untold how long to use credentials without an expiration
     * @param longest the longest life of the service's credentials; longer ones are shortened to it
     */
    public Instant endBy(Instant now, Duration untold, Duration longest) {
        Duration told =
                left.or(() -> end.map(moment -> Duration.between(now, moment))).orElse(untold);
        if (told.isZero() || told.isNegative()) {
            return now.plus(GRACE);
        }
        return now.plus(told.compareTo(longest) < 0 ? told : longest);
    }

    private static OptionalDouble number(String text) {
        return LenientJson.asDouble(TextNode.valueOf(text));
    }

    /**
     * Reads a point in time, in the forms that {@link #until} reads.
     *
     * @param told the time as text
     * @return the time; empty if the text is none
     */
    public static Optional<Instant> moment(String told) {
        OptionalDouble number = number(told);
        if (number.isPresent()) {
            double value = number.getAsDouble();
            double seconds = value > LAST_SECOND ? value / 1000 : value;
            return seconds >= 0 && seconds < LAST_SECOND + 1
                    ? Optional.of(Instant.ofEpochSecond((long) seconds))
                    : Optional.empty();
        }
        String text = told.strip();
        return iso(text).or(() -> ServiceTime.parse(text));
    }

    /** With a space between date and time, an offset without a colon, or no zone at all, as some services write it. */
    private static Optional<Instant> iso(String text) {
        String written = text.length() > 10 && text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
        String zoned = written.replaceFirst("([+-][0-9]{2})([0-9]{2})$", "$1:$2");
        return IsoTimes.parse(zoned).or(() -> IsoTimes.parse(zoned + 'Z'));
    }
}
