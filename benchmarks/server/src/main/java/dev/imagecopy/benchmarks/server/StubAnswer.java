package dev.imagecopy.benchmarks.server;

/**
 * What a stub server says.
 *
 * @param status 200 or 404
 * @param body JSON, or nothing
 */
public record StubAnswer(int status, String body) {
    /** The request id of every answer. */
    public static final String REQUEST_ID = "7f9a2c40d8a44b2c8a6c6c1e6d3f3a11";
}
