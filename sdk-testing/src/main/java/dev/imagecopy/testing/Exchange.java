package dev.imagecopy.testing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a front must do for one request.
 *
 * @param wire what happens to the response on the wire
 * @param response the response; not sent to the client if it gets lost on the wire
 * @param delay how long after reading the request the response is sent
 * @param entry the record of the request; null if it is not recorded
 */
record Exchange(Fault.Wire wire, SimulatedResponse response, Duration delay, RequestLog.@Nullable Entry entry) {
    static Exchange refused() {
        return new Exchange(Fault.Wire.REFUSE, SimulatedResponse.empty(503), Duration.ZERO, null);
    }

    /** The status that a client sees; 0 for none. */
    int status() {
        return switch (wire) {
            case ANSWER, TRUNCATE -> response.status();
            case CLOSE, RESET, GARBAGE, REFUSE -> 0;
        };
    }
}
