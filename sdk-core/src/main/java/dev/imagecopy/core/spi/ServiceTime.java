package dev.imagecopy.core.spi;

import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.time.TimeSource;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The clock of a service. It is never compared with ours; only ages are compared, each measured by the clock of its own side.
 */
public final class ServiceTime {
    /** Services send times in whole seconds, rounded down. */
    private static final Duration GRAIN = Duration.ofSeconds(1);

    private ServiceTime() {}

    /**
     * Returns the time of the service's clock.
     *
     * @param response a response
     * @return its {@code Date} header; empty if there is none
     */
    public static Optional<Instant> of(HttpResponse response) {
        Optional<String> date = response.headers().first("Date");
        return date.isPresent() ? parse(date.get()) : Optional.empty();
    }

    /**
     * Parses an HTTP date in the one format that RFC 9110 allows servers to send.
     *
     * @param date the value of a header
     * @return the time; empty for anything else
     */
    public static Optional<Instant> parse(String date) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.strip())));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    /**
     * Returns whether something started after the first byte of an operation was sent, that is, whether it is not older than
     * the operation.
     *
     * @param began when it started, by the service's clock
     * @param serviceNow the service's time when it reported this
     * @param handle the operation
     * @param time our clocks
     * @return false also if one of the service's times is unknown
     */
    public static boolean beganAfter(
            Optional<Instant> began, Optional<Instant> serviceNow, OperationHandle handle, TimeSource time) {
        if (began.isEmpty() || serviceNow.isEmpty()) {
            return false;
        }
        Duration age = Duration.between(began.get(), serviceNow.get());
        Duration ours = handle.request().age(time).orElseGet(() -> Duration.between(handle.startedAt(), time.now()));
        return age.compareTo(ours.plus(GRAIN)) <= 0;
    }
}
