package dev.imagecopy.core.internal.call;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.spi.ServiceTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads how long a service asks to wait: {@code Retry-After} (seconds or an HTTP date), {@code retry-after-ms} and the vendor's
 * own headers (milliseconds). Negative, absurd (more than a day) and unreadable hints are ignored; if there are several, the
 * longest applies.
 */
final class HintParser {
    private static final Duration ABSURD = Duration.ofDays(1);
    private static final String IN_MILLIS = "retry-after-ms";

    private HintParser() {}

    /**
     * Reads a response's hint.
     *
     * @param fromBody what the provider found in the body, which is no more trustworthy than a header
     * @param vendorMillis the vendor's own headers
     */
    static Optional<Duration> parse(
            @Nullable Duration fromBody, HttpHeaders headers, List<String> vendorMillis, Instant now) {
        Duration longest = longer(null, fromBody);
        for (String value : headers.all("Retry-After")) {
            longest = longer(longest, secondsOrDate(value.strip(), now));
        }
        longest = longer(longest, millis(headers, IN_MILLIS));
        for (String name : vendorMillis) {
            longest = longer(longest, millis(headers, name));
        }
        return Optional.ofNullable(longest);
    }

    private static @Nullable Duration millis(HttpHeaders headers, String name) {
        Duration longest = null;
        for (String value : headers.all(name)) {
            longest = longer(longest, number(value.strip(), ChronoUnit.MILLIS));
        }
        return longest;
    }

    private static @Nullable Duration secondsOrDate(String value, Instant now) {
        Duration seconds = number(value, ChronoUnit.SECONDS);
        if (seconds != null) {
            return seconds;
        }
        Optional<Instant> at = ServiceTime.parse(value);
        if (at.isEmpty()) {
            return null;
        }
        // A date in the past means "now".
        return at.get().isBefore(now) ? Duration.ZERO : Duration.between(now, at.get());
    }

    /** Ten digits are enough for every sensible hint and cannot overflow. */
    private static @Nullable Duration number(String value, ChronoUnit unit) {
        boolean digits = !value.isEmpty() && value.length() <= 10;
        for (int i = 0; i < value.length() && digits; i++) {
            digits = value.charAt(i) >= '0' && value.charAt(i) <= '9';
        }
        return digits ? Duration.of(Long.parseLong(value), unit) : null;
    }

    private static @Nullable Duration longer(@Nullable Duration present, @Nullable Duration candidate) {
        if (candidate == null || candidate.isNegative() || candidate.compareTo(ABSURD) > 0) {
            return present;
        }
        return present == null || present.compareTo(candidate) < 0 ? candidate : present;
    }
}
