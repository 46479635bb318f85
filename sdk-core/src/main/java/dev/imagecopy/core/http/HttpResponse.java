package dev.imagecopy.core.http;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * One HTTP response with its whole body, already decompressed and within the transport's limits. Immutable; the body array is
 * shared, not copied, and must not be changed.
 *
 * <p>{@link #toString()} shows only the status and the size of the body.
 */
public final class HttpResponse {
    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    /**
     * Creates a response.
     *
     * @param status the HTTP status code
     * @param headers the header fields as received
     * @param body the decompressed body, an empty array if there is none; shared, not copied
     */
    public HttpResponse(int status, HttpHeaders headers, byte[] body) {
        this.status = status;
        this.headers = Objects.requireNonNull(headers, "headers");
        this.body = Objects.requireNonNull(body, "body");
    }

    /** {@return the HTTP status, for example 200} */
    public int status() {
        return status;
    }

    /**
     * Returns whether the status means success.
     *
     * @return true for 200 to 299
     */
    public boolean isSuccessful() {
        return status >= 200 && status < 300;
    }

    /** {@return the headers as received} */
    public HttpHeaders headers() {
        return headers;
    }

    /**
     * Returns the body, shared and not to be changed.
     *
     * @return the decompressed bytes; an empty array if there is no body
     */
    public byte[] body() {
        return body;
    }

    /**
     * Decodes the body as UTF-8, replacing malformed bytes. A byte order mark at its beginning is left out.
     *
     * @return the text
     */
    public String bodyAsText() {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    @Override
    public String toString() {
        return "HttpResponse[" + status + ", " + body.length + " bytes]";
    }
}
