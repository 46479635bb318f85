package dev.imagecopy.core.internal;

import dev.imagecopy.core.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads when a service asks to come back: {@code Retry-After} (seconds or an HTTP date), {@code retry-after-ms},
 * {@code x-ms-retry-after-ms} and {@code x-acs-retry-after} (milliseconds). Negative, absurd (over a day) and unreadable
 * hints are ignored; of several the longest counts.
 */
final class HintParser {
    private static final Duration ABSURD = Duration.ofDays(1);
    private static final String[] IN_MILLIS = {"retry-after-ms", "x-ms-retry-after-ms", "x-acs-retry-after"};

    private HintParser() {}

    /**
     * Reads an answer's hint.
     *
     * @param fromBody what the provider found in the body, as hostile as any header
     */
    static Optional<Duration> parse(@Nullable Duration fromBody, HttpHeaders headers, Instant now) {
        Optional<Duration> longest = longer(Optional.empty(), Optional.ofNullable(fromBody));
        for (String value : headers.all("Retry-After")) {
            longest = longer(longest, secondsOrDate(value.strip(), now));
        }
        for (String name : IN_MILLIS) {
            for (String value : headers.all(name)) {
                longest = longer(longest, number(value.strip()).map(Duration::ofMillis));
            }
        }
        return longest;
    }

    /** Reads an HTTP date of the one form that RFC 9110 lets servers send. */
    static Optional<Instant> date(String value) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.strip(), Instant::from));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> secondsOrDate(String value, Instant now) {
        Optional<Duration> seconds = number(value).map(Duration::ofSeconds);
        if (seconds.isPresent()) {
            return seconds;
        }
        // A date in the past means "now".
        return date(value).map(at -> at.isBefore(now) ? Duration.ZERO : Duration.between(now, at));
    }

    /** Ten digits hold every sensible hint and cannot overflow. */
    private static Optional<Long> number(String value) {
        boolean digits =
                !value.isEmpty() && value.length() <= 10 && value.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(Long.parseLong(value)) : Optional.empty();
    }

    private static Optional<Duration> longer(Optional<Duration> present, Optional<Duration> candidate) {
        Optional<Duration> sane = candidate.filter(hint -> !hint.isNegative() && hint.compareTo(ABSURD) <= 0);
        if (present.isEmpty() || sane.isEmpty()) {
            return sane.isEmpty() ? present : sane;
        }
        return present.get().compareTo(sane.get()) >= 0 ? present : sane;
    }
}
