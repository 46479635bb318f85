package dev.imagecopy.testing;

import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What a front has to do with one request.
 *
 * @param wire how the answer travels
 * @param response the answer; not shown to the client when the wire loses it
 * @param delay how long to wait first
 */
record Exchange(Fault.Wire wire, SimulatedResponse response, Duration delay) {
    /** As servers write it; RFC_1123_DATE_TIME has days of one digit. */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    static Exchange of(Fault.Wire wire, SimulatedResponse response, Duration faultDelay, TimeSource time) {
        SimulatedResponse dated = response.headers().first("Date").isPresent()
                ? response
                : response.header("Date", HTTP_DATE.format(time.now()));
        return new Exchange(wire, dated, response.delay().plus(faultDelay));
    }
}
