package dev.imagecopy.core.spi;

import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.time.TimeSource;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The clock of a service. It is never compared with ours: ages are, each by the clock of its own side. */
public final class ServiceTime {
    /** Times of services have whole seconds, cut off. */
    private static final Duration GRAIN = Duration.ofSeconds(1);

    private ServiceTime() {}

    /**
     * Reads what the service's clock showed.
     *
     * @param response an answer
     * @return its {@code Date}; empty when there is none
     */
    public static Optional<Instant> of(HttpResponse response) {
        Optional<String> date = response.headers().first("Date");
        return date.isPresent() ? parse(date.get()) : Optional.empty();
    }

    /**
     * Reads an HTTP date of the one form that RFC 9110 lets servers send.
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
     * Tells whether something began after the first byte of an operation: it must not be older than the operation.
     *
     * @param began when it began, by the service's clock
     * @param serviceNow the service's clock when it told so
     * @param handle the operation
     * @param time our clocks
     * @return false also when one of the service's times is not known
     */
    public static boolean beganAfter(
            Optional<Instant> began, Optional<Instant> serviceNow, OperationHandle handle, TimeSource time) {
        if (began.isEmpty() || serviceNow.isEmpty()) {
            return false;
        }
        Duration age = Duration.between(began.get(), serviceNow.get());
        Duration ours = Duration.between(handle.startedAt(), time.now());
        return age.compareTo(ours.plus(GRAIN)) <= 0;
    }
}
