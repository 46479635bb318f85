package dev.imagecopy.testing;

import java.time.Duration;

/**
 * How a {@link Simulator} answered one request.
 *
 * @param request the request
 * @param status the HTTP status, also of a response that a fault truncated; 0 if nothing was sent
 * @param scripted how long after reading the request the response should have been sent
 * @param taken how long after reading the request it was sent, by the simulator's time source
 */
public record RecordedReply(RecordedRequest request, int status, Duration scripted, Duration taken) {
    /**
     * Returns the difference, for load tests with delayed responses.
     *
     * @return how much later than scripted the response was sent
     */
    public Duration late() {
        return taken.minus(scripted);
    }
}
