package dev.imagecopy.core.http;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request, ready to be sent. Immutable and safe for use by many threads; the body array is shared, not copied, and must not be changed.
 *
 * <p>{@link #toString()} shows method, host and path, never a query, header value or body.
 */
public final class HttpRequest {
    private static final byte[] NO_BODY = new byte[0];

    private final String method;
    private final String target;
    private volatile @Nullable URI uri; // the target taken apart, once somebody asks
    private final HttpHeaders headers;
    private final byte[] body;
    private final Delivery delivery;

    /** How a transport is to send the request: nothing of it goes on the wire. */
    private record Delivery(boolean freshConnection, @Nullable Duration readTimeout, @Nullable Object tag) {
        static final Delivery STANDARD = new Delivery(false, null, null);
    }

    private HttpRequest(
            String method, String target, @Nullable URI uri, HttpHeaders headers, byte[] body, Delivery delivery) {
        this.method = Objects.requireNonNull(method, "method");
        this.target = Objects.requireNonNull(target, "target");
        this.uri = uri;
        this.headers = Objects.requireNonNull(headers, "headers");
        this.body = Objects.requireNonNull(body, "body");
        this.delivery = delivery;
    }

    private HttpRequest with(Delivery other) {
        return new HttpRequest(method, target, uri, headers, body, other);
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
        requireNonNull(uri, "uri");
        return new HttpRequest(method, uri.toString(), uri, headers, NO_BODY, Delivery.STANDARD);
    }

    /**
     * Makes a request without a body that may use a pooled connection, of a target that is only taken apart when somebody asks
     * for its {@link #uri()}.
     *
     * @param method the HTTP method, in capitals
     * @param target the absolute target, path and query already encoded
     * @param headers the header fields
     * @return the request
     */
    public static HttpRequest of(String method, String target, HttpHeaders headers) {
        return new HttpRequest(method, target, null, headers, NO_BODY, Delivery.STANDARD);
    }

    /**
     * Returns a copy with another target.
     *
     * @param other the absolute target, path and query already encoded
     * @return the changed copy
     */
    public HttpRequest withUri(URI other) {
        requireNonNull(other, "other");
        return new HttpRequest(method, other.toString(), other, headers, body, delivery);
    }

    /**
     * Returns a copy with other headers.
     *
     * @param other the header fields that replace the present ones
     * @return the changed copy
     */
    public HttpRequest withHeaders(HttpHeaders other) {
        return new HttpRequest(method, target, uri, other, body, delivery);
    }

    /**
     * Returns a copy with a body.
     *
     * @param bytes the body; shared, not copied
     * @return the changed copy
     */
    public HttpRequest withBody(byte[] bytes) {
        return new HttpRequest(method, target, uri, headers, bytes, delivery);
    }

    /**
     * Returns a copy that must not travel on a connection used before, so that a pooled socket which the server has
     * already closed cannot make a lost call look like a sent one.
     *
     * @return the changed copy
     */
    public HttpRequest onFreshConnection() {
        return with(new Delivery(true, delivery.readTimeout, delivery.tag));
    }

    /**
     * Returns a copy for which the service may be silent for longer, or less long, than the transport's read timeout
     * allows: a call that is answered only when the work is done.
     *
     * @param longestSilence the longest time without a byte, at least 1 ms
     * @return the changed copy
     * @throws IllegalArgumentException if the time is shorter than 1 ms
     */
    public HttpRequest withReadTimeout(Duration longestSilence) {
        requireNonNull(longestSilence, "longestSilence");
        if (longestSilence.toMillis() < 1) {
            throw new IllegalArgumentException("read timeout must be at least 1 ms: " + longestSilence);
        }
        return with(new Delivery(delivery.freshConnection, longestSilence, delivery.tag));
    }

    /**
     * Returns a copy that carries something a transport may take into account, such as its place in a queue.
     *
     * @param value replaces the present one; never sent
     * @return the changed copy
     */
    public HttpRequest withTag(Object value) {
        Objects.requireNonNull(value, "tag");
        return with(new Delivery(delivery.freshConnection, delivery.readTimeout, value));
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
     * {@return the absolute URI that is asked for, path and query encoded}
     *
     * @throws IllegalArgumentException if the text that this request was made of is no URI
     */
    public URI uri() {
        URI known = uri;
        if (known == null) {
            known = URI.create(target);
            uri = known;
        }
        return known;
    }

    /**
     * Returns the target as it goes on the wire.
     *
     * @return the text of {@link #uri()}
     */
    public String target() {
        return target;
    }

    /** {@return the headers, without those that the transport adds itself (Host, Content-Length, Accept-Encoding)} */
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
        return delivery.freshConnection;
    }

    /**
     * Returns the longest time that the service may be silent.
     *
     * @return the time without a byte; empty means the transport's own read timeout
     */
    public Optional<Duration> readTimeout() {
        return Optional.ofNullable(delivery.readTimeout);
    }

    /**
     * Returns the tag of a type.
     *
     * @param type the tag's class
     * @param <T> the tag's type
     * @return empty if the request carries none, or one of another type
     */
    public <T> Optional<T> tag(Class<T> type) {
        requireNonNull(type, "type");
        Object tag = delivery.tag; // no chain of optionals: every exchange asks, and one is 64 bytes
        return type.isInstance(tag) ? Optional.of(type.cast(tag)) : Optional.empty();
    }

    @Override
    public String toString() {
        return method + " " + uri().getRawAuthority() + uri().getRawPath();
    }
}
