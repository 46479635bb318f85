package dev.imagecopy.testing;

import dev.imagecopy.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One response of a {@link Simulator}. Immutable: {@link #header} and {@link #after} return changed copies. The simulator adds
 * a {@code Date} header from its clock unless there is one.
 */
public final class SimulatedResponse {
    private static final int MOST_TOLD = 160;
    private static final byte[] NO_BODY = new byte[0];

    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;
    private final Duration delay;

    private SimulatedResponse(int status, HttpHeaders headers, byte[] body, Duration delay) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("A status is 200 to 599, not " + status);
        }
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.delay = delay;
    }

    /**
     * Creates a response without a body.
     *
     * @param status the HTTP status
     * @return the response
     */
    public static SimulatedResponse empty(int status) {
        return new SimulatedResponse(status, HttpHeaders.empty(), NO_BODY, Duration.ZERO);
    }

    /**
     * Creates a JSON response of type {@code application/json}.
     *
     * @param status the HTTP status
     * @param value the value, as for {@link Json#write}
     * @return the response
     */
    public static SimulatedResponse json(int status, @Nullable Object value) {
        return text(status, "application/json", Json.write(value));
    }

    /**
     * Creates a text response of any type.
     *
     * @param status the HTTP status
     * @param contentType the Content-Type header
     * @param text the body, sent as UTF-8
     * @return the response
     */
    public static SimulatedResponse text(int status, String contentType, String text) {
        return bytes(status, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Creates a binary response of any type.
     *
     * @param status the HTTP status
     * @param contentType the Content-Type header
     * @param body the body; shared, not copied
     * @return the response
     */
    public static SimulatedResponse bytes(int status, String contentType, byte[] body) {
        HttpHeaders headers =
                HttpHeaders.builder().add("Content-Type", contentType).build();
        return new SimulatedResponse(status, headers, Objects.requireNonNull(body, "body"), Duration.ZERO);
    }

    /**
     * Returns a copy with a header, which replaces others of the same name.
     *
     * @param name the field name
     * @param value the field value
     * @return the changed copy
     */
    public SimulatedResponse header(String name, String value) {
        return new SimulatedResponse(
                status, headers.toBuilder().set(name, value).build(), body, delay);
    }

    /**
     * Returns a copy that is sent later. Only the response is delayed: the request has its effect at once.
     *
     * @param pause the delay after the request's arrival, by the simulator's time source; the rest of a job may be
     *     slightly negative, which is no delay
     * @return the changed copy
     */
    public SimulatedResponse after(Duration pause) {
        return new SimulatedResponse(status, headers, body, Objects.requireNonNull(pause, "pause"));
    }

    /** {@return the HTTP status, for example 200} */
    public int status() {
        return status;
    }

    /** {@return the headers, without those that the front adds} */
    public HttpHeaders headers() {
        return headers;
    }

    /**
     * Returns the body, shared and not to be changed.
     *
     * @return the bytes; an empty array if there is no body
     */
    public byte[] body() {
        return body;
    }

    /** {@return the delay; usually zero} */
    public Duration delay() {
        return delay;
    }

    /** The status and, for a short text, its beginning, where services say what they reject. */
    String told() {
        if (status < 400 || body.length == 0) {
            return String.valueOf(status);
        }
        String text = new String(body, StandardCharsets.UTF_8).replaceAll("\\s+", " ");
        return status + " " + text.substring(0, Math.min(text.length(), MOST_TOLD));
    }

    @Override
    public String toString() {
        return "SimulatedResponse[" + status + ", " + body.length + " bytes]";
    }
}
