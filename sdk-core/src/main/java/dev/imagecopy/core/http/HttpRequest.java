package dev.imagecopy.core.http;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request, ready to be sent. Immutable and safe for use by multiple threads; the body array is shared, not copied, and
 * must not be changed.
 *
 * <p>{@link #toString()} shows method, host and path, never a query, header value or body.
 */
public final class HttpRequest {
    private static final byte[] NO_BODY = new byte[0];

    private final String method;
    private final String target;
    private volatile @Nullable URI uri; // parsed from the target on first use
    private final HttpHeaders headers;
    private final byte[] body;
    private final Delivery delivery;

    /** How many characters at the beginning of the path are not shown. */
    private final int hidden;

    /** How a transport should send the request. None of this goes on the wire. */
    private record Delivery(boolean freshConnection, @Nullable Duration readTimeout, @Nullable Object tag) {
        static final Delivery STANDARD = new Delivery(false, null, null);
    }

    private HttpRequest(
            String method,
            String target,
            @Nullable URI uri,
            HttpHeaders headers,
            byte[] body,
            Delivery delivery,
            int hidden) {
        this.method = Objects.requireNonNull(method, "method");
        this.target = Objects.requireNonNull(target, "target");
        this.uri = uri;
        this.headers = Objects.requireNonNull(headers, "headers");
        this.body = Objects.requireNonNull(body, "body");
        this.delivery = delivery;
        this.hidden = hidden;
    }

    private HttpRequest with(Delivery other) {
        return new HttpRequest(method, target, uri, headers, body, other, hidden);
    }

    /**
     * Creates a request without a body that may use a pooled connection.
     *
     * @param method the HTTP method, in capitals
     * @param uri the absolute target, path and query already encoded
     * @param headers the header fields
     * @return the request
     */
    public static HttpRequest of(String method, URI uri, HttpHeaders headers) {
        requireNonNull(uri, "uri");
        return new HttpRequest(method, uri.toString(), uri, headers, NO_BODY, Delivery.STANDARD, 0);
    }

    /**
     * Creates a request without a body that may use a pooled connection, with a target that is only parsed when {@link #uri()}
     * is called.
     *
     * @param method the HTTP method, in capitals
     * @param target the absolute target, path and query already encoded
     * @param headers the header fields
     * @return the request
     */
    public static HttpRequest of(String method, String target, HttpHeaders headers) {
        return new HttpRequest(method, target, null, headers, NO_BODY, Delivery.STANDARD, 0);
    }

    /**
     * Returns a copy with another target.
     *
     * @param other the absolute target, path and query already encoded
     * @return the changed copy
     */
    public HttpRequest withUri(URI other) {
        requireNonNull(other, "other");
        return new HttpRequest(method, other.toString(), other, headers, body, delivery, 0);
    }

    /**
     * Returns a copy with other headers.
     *
     * @param other the header fields that replace the current ones
     * @return the changed copy
     */
    public HttpRequest withHeaders(HttpHeaders other) {
        return new HttpRequest(method, target, uri, other, body, delivery, hidden);
    }

    /**
     * Returns a copy with a body.
     *
     * @param bytes the body; shared, not copied
     * @return the changed copy
     */
    public HttpRequest withBody(byte[] bytes) {
        return new HttpRequest(method, target, uri, headers, bytes, delivery, hidden);
    }

    /**
     * Returns a copy of which texts do not show the beginning of the path. An address that an application configures may have a
     * secret in its path.
     *
     * @param base the path of the configured address, with which the target's path begins; encoded
     * @return the changed copy
     */
    public HttpRequest hidingPath(String base) {
        requireNonNull(base, "base");
        int end = base.endsWith("/") ? base.length() - 1 : base.length();
        return new HttpRequest(method, target, uri, headers, body, delivery, end);
    }

    /**
     * Returns the path for messages, logs and events.
     *
     * @return the encoded path, with {@code /…} in place of what {@link #hidingPath} hides
     */
    public String shownPath() {
        String path = String.valueOf(uri().getRawPath());
        return hidden == 0 || hidden > path.length() ? path : "/…" + path.substring(hidden);
    }

    /**
     * Returns a copy that must be sent on a new connection. A pooled connection that the server has already closed could
     * otherwise make an unsent request look like one that may have been sent.
     *
     * @return the changed copy
     */
    public HttpRequest onFreshConnection() {
        return with(new Delivery(true, delivery.readTimeout, delivery.tag));
    }

    /**
     * Returns a copy with a read timeout of its own, for a call that is only answered when its work is done.
     *
     * @param longestSilence the longest time without receiving a byte, at least 1 ms
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
     * Returns a copy with a tag that a transport may evaluate, such as its priority in a queue.
     *
     * @param value replaces the current tag; never sent
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
     * {@return the absolute target URI, path and query encoded}
     *
     * @throws IllegalArgumentException if this request was created from a text that is not a URI
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
     * Returns the target as it is sent.
     *
     * @return the same as {@link #uri()}, as text
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
     * @return the bytes; an empty array if there is no body
     */
    public byte[] body() {
        return body;
    }

    /**
     * Returns whether the request must be sent on a new connection.
     *
     * @return true if no pooled connection may be used
     */
    public boolean freshConnection() {
        return delivery.freshConnection;
    }

    /**
     * Returns the longest time without receiving a byte.
     *
     * @return the read timeout; empty for the transport's own
     */
    public Optional<Duration> readTimeout() {
        return Optional.ofNullable(delivery.readTimeout);
    }

    /**
     * Returns the tag if it has the given type.
     *
     * @param type the tag's class
     * @param <T> the tag's type
     * @return the tag; empty if the request has none, or one of another type
     */
    public <T> Optional<T> tag(Class<T> type) {
        requireNonNull(type, "type");
        Object tag = delivery.tag; // not a chain of optionals: that would take 64 bytes in every exchange
        return type.isInstance(tag) ? Optional.of(type.cast(tag)) : Optional.empty();
    }

    @Override
    public String toString() {
        return method + " " + uri().getRawAuthority() + shownPath();
    }
}
