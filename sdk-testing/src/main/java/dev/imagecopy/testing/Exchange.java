package dev.imagecopy.testing;

import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What a front has to do with one request.
 *
 * @param wire how the answer travels
 * @param response the answer; not shown to the client when the wire loses it
 * @param delay how long to wait first
 */
record Exchange(Fault.Wire wire, SimulatedResponse response, Duration delay) {

    static Exchange of(Fault.Wire wire, SimulatedResponse response, Duration faultDelay, TimeSource time) {
        SimulatedResponse dated = response.headers().first("Date").isPresent()
                ? response
                : response.header(
                        "Date",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(time.now().atOffset(ZoneOffset.UTC)));
        return new Exchange(wire, dated, response.delay().plus(faultDelay));
    }
}
