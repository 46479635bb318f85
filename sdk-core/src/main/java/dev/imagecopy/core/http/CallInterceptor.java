package dev.imagecopy.core.http;

import static java.util.Objects.requireNonNull;

/**
 * A hook of the application's, run once for each attempt before it is signed. It may add header fields, for example a
 * trace context; it sees no credentials and cannot change method, host, path or body, nor repeat the call.
 *
 * <p>It runs on the thread that makes the attempt (a timer thread for polls), so it must be quick and must not block. An
 * exception from it fails the call before anything is sent.
 */
@FunctionalInterface
public interface CallInterceptor {

    /**
     * Looks at one attempt and may add headers to it.
     *
     * @param attempt what is about to be sent
     * @param headers takes further fields; a name that the SDK sets itself is refused with an
     *     {@code IllegalArgumentException}
     */
    void beforeAttempt(Attempt attempt, HeaderSink headers);

    /**
     * What an interceptor sees of an attempt.
     *
     * @param callId tells the call from all others; the same as in the events of {@code SdkListener}
     * @param call the client's method, for example {@code copyImage}
     * @param number the attempt's number, from 1
     * @param method the HTTP method
     * @param host host and port
     * @param path the encoded path, without the query
     */
    record Attempt(long callId, String call, int number, String method, String host, String path) {
        /** Refuses null. */
        public Attempt {
            requireNonNull(call, "call");
            requireNonNull(method, "method");
            requireNonNull(host, "host");
            requireNonNull(path, "path");
        }
    }

    /** Takes header fields. */
    @FunctionalInterface
    interface HeaderSink {
        /**
         * Adds a header field.
         *
         * @param name a token of RFC 9110 that the SDK does not set itself
         * @param value visible ASCII
         */
        void add(String name, String value);
    }
}
