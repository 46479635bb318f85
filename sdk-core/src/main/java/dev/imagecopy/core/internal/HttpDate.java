package dev.imagecopy.core.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Dates in HTTP headers. */
public final class HttpDate {
    private HttpDate() {}

    /** Reads an HTTP date of the one form that RFC 9110 lets servers send; anything else is empty. */
    public static Optional<Instant> parse(String value) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.strip())));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
