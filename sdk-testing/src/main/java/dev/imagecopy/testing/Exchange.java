package dev.imagecopy.testing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a front has to do with one request.
 *
 * @param wire how the response travels
 * @param response the response; not shown to the client when the wire loses it
 * @param delay how long after the request was read it leaves
 * @param entry where the request is recorded; null if it is not
 */
record Exchange(Fault.Wire wire, SimulatedResponse response, Duration delay, RequestLog.@Nullable Entry entry) {
    static Exchange refused() {
        return new Exchange(Fault.Wire.REFUSE, SimulatedResponse.empty(503), Duration.ZERO, null);
    }

    /** What a client sees of the status, 0 for nothing. */
    int status() {
        return switch (wire) {
            case ANSWER, TRUNCATE -> response.status();
            case CLOSE, RESET, GARBAGE, REFUSE -> 0;
        };
    }
}
