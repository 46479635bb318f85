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
 * @param method the HTTP method
 * @param host the host and port
 * @param path the encoded path, without the query
 * @param status the HTTP status; empty if no response came
 * @param requestId the service's request id, if known
 * @param duration the time from sending the request to the last byte or the failure
 */
public record AttemptFinished(
        long callId,
        String client,
        String call,
        int attempt,
        String method,
        String host,
        String path,
        OptionalInt status,
        Optional<String> requestId,
        Duration duration) {
    /** Rejects null. */
    public AttemptFinished {
        requireNonNull(client, "client");
        requireNonNull(call, "call");
        requireNonNull(method, "method");
        requireNonNull(host, "host");
        requireNonNull(path, "path");
        requireNonNull(status, "status");
        requireNonNull(requestId, "requestId");
        requireNonNull(duration, "duration");
    }
}
