package dev.imagecopy.core.event;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One exchange ended.
 *
 * @param callId identifies the call among all calls that the listener sees, across clients
 * @param client the client, for example {@code HuaweiImsClient}
 * @param call the client's method, for example {@code copyImage}
 * @param attempt the number of the attempt, from 1
 * @param target the destination of the request
 * @param response what is known of the response
 * @param duration the time from sending the request to the last byte or the failure
 */
public record AttemptFinished(
        long callId, String client, String call, int attempt, Target target, Response response, Duration duration) {
    /** Rejects null. */
    public AttemptFinished {
        requireNonNull(client, "client");
        requireNonNull(call, "call");
        requireNonNull(target, "target");
        requireNonNull(response, "response");
        requireNonNull(duration, "duration");
    }

    /**
     * The destination of a request.
     *
     * @param method the HTTP method
     * @param host the host and port
     * @param path the encoded path, without the query
     */
    public record Target(String method, String host, String path) {
        /** Rejects null. */
        public Target {
            requireNonNull(method, "method");
            requireNonNull(host, "host");
            requireNonNull(path, "path");
        }
    }

    /**
     * What is known of a response.
     *
     * @param status the HTTP status; empty if no response came
     * @param requestId the service's request id, if known
     */
    public record Response(OptionalInt status, Optional<String> requestId) {
        /** Rejects null. */
        public Response {
            requireNonNull(status, "status");
            requireNonNull(requestId, "requestId");
        }
    }

    /** {@return the HTTP method} */
    public String method() {
        return target.method();
    }

    /** {@return host and port} */
    public String host() {
        return target.host();
    }

    /** {@return the encoded path, without the query} */
    public String path() {
        return target.path();
    }

    /** {@return the HTTP status; empty if no response came} */
    public OptionalInt status() {
        return response.status();
    }

    /** {@return the service's request id, if known} */
    public Optional<String> requestId() {
        return response.requestId();
    }
}
