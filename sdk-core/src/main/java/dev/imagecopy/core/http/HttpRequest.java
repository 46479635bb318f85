package dev.imagecopy.core.http;

import java.net.URI;
import java.util.Objects;

/**
 * One HTTP request, ready to be sent. Immutable; the body array is shared, not copied, and must not be changed.
 *
 * <p>{@link #toString()} shows method, host and path, never a query, header value or body.
 */
public final class HttpRequest {
    private static final byte[] NO_BODY = new byte[0];

    private final String method;
    private final URI uri;
    private final HttpHeaders headers;
    private final byte[] body;
    private final boolean freshConnection;

    private HttpRequest(String method, URI uri, HttpHeaders headers, byte[] body, boolean freshConnection) {
        this.method = Objects.requireNonNull(method, "method");
        this.uri = Objects.requireNonNull(uri, "uri");
        this.headers = Objects.requireNonNull(headers, "headers");
        this.body = Objects.requireNonNull(body, "body");
        this.freshConnection = freshConnection;
    }

    /**
     * Makes a request without a body that may use a pooled connection.
     *
     * @param method the HTTP method, in capitals
     * @param uri the absolute target, path and query already encoded
     * @param headers the header fields
     * @return the request
     */
    public static HttpRequest of(String method, URI uri, HttpHeaders headers) {
        return new HttpRequest(method, uri, headers, NO_BODY, false);
    }

    /**
     * Returns a copy with another target.
     *
     * @param other the absolute target, path and query already encoded
     * @return the changed copy
     */
    public HttpRequest withUri(URI other) {
        return new HttpRequest(method, other, headers, body, freshConnection);
    }

    /**
     * Returns a copy with other headers.
     *
     * @param other the header fields that replace the present ones
     * @return the changed copy
     */
    public HttpRequest withHeaders(HttpHeaders other) {
        return new HttpRequest(method, uri, other, body, freshConnection);
    }

    /**
     * Returns a copy with a body.
     *
     * @param bytes the body; shared, not copied
     * @return the changed copy
     */
    public HttpRequest withBody(byte[] bytes) {
        return new HttpRequest(method, uri, headers, bytes, freshConnection);
    }

    /**
     * Returns a copy that must not travel on a connection used before, so that a pooled socket which the server has
     * already closed cannot make a lost call look like a sent one.
     *
     * @return the changed copy
     */
    public HttpRequest onFreshConnection() {
        return new HttpRequest(method, uri, headers, body, true);
    }

    /**
     * Returns the HTTP method.
     *
     * @return for example {@code POST}
     */
    public String method() {
        return method;
    }

    /**
     * Returns the target.
     *
     * @return an absolute URI, path and query encoded
     */
    public URI uri() {
        return uri;
    }

    /**
     * Returns the header fields.
     *
     * @return the headers, without those that the transport adds itself (Host, Content-Length, Accept-Encoding)
     */
    public HttpHeaders headers() {
        return headers;
    }

    /**
     * Returns the body, shared and not to be changed.
     *
     * @return the bytes, of length zero when there is no body
     */
    public byte[] body() {
        return body;
    }

    /**
     * Tells whether a connection of its own is required.
     *
     * @return true if no pooled connection may be used
     */
    public boolean freshConnection() {
        return freshConnection;
    }

    @Override
    public String toString() {
        return method + " " + uri.getRawAuthority() + uri.getRawPath();
    }
}
