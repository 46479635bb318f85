package dev.imagecopy.testing;

import dev.imagecopy.core.http.HttpHeaders;
import java.time.Instant;

/**
 * One request that arrived at a {@link Simulator}, however it was answered. Contains everything as received, including secrets,
 * so that a test can check it; {@link #toString()} shows no query, header value or body.
 *
 * @param call the simulator's name for the request, for example {@code copyImage}
 * @param method the HTTP method
 * @param path the path, still encoded
 * @param query the query, still encoded; empty if there was none
 * @param headers the header fields
 * @param body the body read as UTF-8; empty if there was none
 * @param receivedAt when it arrived, by the simulator's time source
 */
public record RecordedRequest(
        String call, String method, String path, String query, HttpHeaders headers, String body, Instant receivedAt) {

    static RecordedRequest of(String call, SimulatedRequest request, Instant receivedAt) {
        return new RecordedRequest(
                call,
                request.method(),
                request.path(),
                request.rawQuery(),
                request.headers(),
                request.bodyText(),
                receivedAt);
    }

    @Override
    public String toString() {
        return call + ": " + method + " " + path;
    }
}
