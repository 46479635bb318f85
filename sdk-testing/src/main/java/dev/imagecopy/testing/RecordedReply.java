package dev.imagecopy.testing;

import java.time.Duration;

/**
 * How a {@link Simulator} answered one request.
 *
 * @param request the request
 * @param status the HTTP status, also of a response that a fault broke off; 0 when nothing was sent
 * @param scripted how long after the request was read the response was to leave
 * @param taken how long after the request was read it left, by the simulator's time source
 */
public record RecordedReply(RecordedRequest request, int status, Duration scripted, Duration taken) {
    /**
     * Compares the two: what a load test of delayed answers looks at.
     *
     * @return how much later than scripted the response left
     */
    public Duration late() {
        return taken.minus(scripted);
    }
}
