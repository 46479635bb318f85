package dev.imagecopy.core.http;

import static java.util.Objects.requireNonNull;

/**
 * A hook for the application, called for each attempt before it is signed. It may add headers, for example a trace context. It
 * sees no credentials, and it cannot change the method, host, path or body, or repeat the call.
 *
 * <p>It runs on the thread that makes the attempt, so it must be quick and must not block. If it throws, the call fails before
 * anything is sent; a poll is repeated like one whose connection failed, and waits go on.
 */
@FunctionalInterface
public interface CallInterceptor {

    /**
     * Looks at one attempt and may add headers to it.
     *
     * @param attempt what is about to be sent
     * @param headers receives the additional headers; a name that the SDK sets itself is rejected with an
     *     {@code IllegalArgumentException}
     */
    void beforeAttempt(Attempt attempt, HeaderSink headers);

    /**
     * What an interceptor sees of an attempt.
     *
     * @param callId identifies the call; the same id as in the events of {@code SdkListener}
     * @param call the client's method, for example {@code copyImage}
     * @param number the attempt's number, from 1
     * @param method the HTTP method
     * @param host the host and port
     * @param path the encoded path, without the query; {@code /…} stands for the path of an address that the application configures
     */
    record Attempt(long callId, String call, int number, String method, String host, String path) {
        /** Rejects null. */
        public Attempt {
            requireNonNull(call, "call");
            requireNonNull(method, "method");
            requireNonNull(host, "host");
            requireNonNull(path, "path");
        }
    }

    /** Receives headers. */
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
