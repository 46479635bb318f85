package dev.imagecopy.core.okhttp;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** Translates between our HTTP types and OkHttp's. Safe for use by multiple threads. */
final class WireFormat {
    private static final Set<String> METHODS_WITH_BODY = Set.of("POST", "PUT", "PATCH");
    private static final Set<String> METHODS_WITHOUT_BODY = Set.of("GET", "HEAD");
    private static final int KNOWN = 64; // a power of 2

    /** Similar copies, and the polls of a copy, use the same URLs again and again. */
    private final AtomicReferenceArray<@Nullable HttpUrl> known = new AtomicReferenceArray<>(KNOWN);

    /** The root URL of the last server, so that OkHttp need not parse its name again, half the work for a URL. */
    private volatile @Nullable HttpUrl lastRoot;

    Request request(HttpRequest request) {
        String method = request.method();
        byte[] bytes = request.body();
        if (bytes.length > 0 && METHODS_WITHOUT_BODY.contains(method)) {
            throw new IllegalArgumentException("A " + method + " request cannot have a body");
        }
        boolean hasBody = bytes.length > 0 || METHODS_WITH_BODY.contains(method);
        Request.Builder wire = new Request.Builder().url(url(request));
        try {
            wire.method(method, hasBody ? new OneShotBody(bytes) : null);
            HttpHeaders headers = request.headers();
            for (int i = 0; i < headers.size(); i++) {
                wire.addHeader(headers.name(i), headers.value(i));
            }
        } catch (IllegalArgumentException e) {
            // OkHttp's message contains the value, and its stack trace says no more than ours.
            throw new IllegalArgumentException("The method or a header contains a character that HTTP does not allow");
        }
        if (request.headers().first("Accept-Encoding").isEmpty()) {
            wire.header("Accept-Encoding", "gzip"); // if we set it, OkHttp leaves decompression, and its limits, to us
        }
        return wire.build();
    }

    /** What was signed must be what is sent, so a URI that OkHttp would normalize is rejected. */
    private HttpUrl url(HttpRequest request) {
        String text = request.target();
        int place = text.hashCode() & (KNOWN - 1);
        HttpUrl url = known.get(place);
        if (url == null || !url.toString().equals(text)) {
            url = resolved(request.uri(), text);
            known.lazySet(place, url);
        }
        return url;
    }

    private HttpUrl resolved(URI uri, String text) {
        HttpUrl root = lastRoot;
        if (root != null && text.startsWith(root.toString())) {
            HttpUrl url = root.resolve(text.substring(root.toString().length() - 1));
            if (url != null && url.toString().equals(text) && uri.getRawFragment() == null) {
                return url;
            }
        }
        HttpUrl url = parsed(uri, text);
        lastRoot = url.resolve("/");
        return url;
    }

    private static HttpUrl parsed(URI uri, String text) {
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("The target contains user information or a fragment");
        }
        HttpUrl url = HttpUrl.parse(text);
        if (url == null) {
            throw new IllegalArgumentException("The target is not an absolute http or https URI");
        }
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        if (!url.encodedPath().equals(path) || !Objects.equals(url.encodedQuery(), uri.getRawQuery())) {
            throw new IllegalArgumentException("The target's path or query would be changed on the wire");
        }
        return url;
    }

    static HttpHeaders headers(Response response) {
        HttpHeaders.Builder headers = HttpHeaders.builder();
        Headers received = response.headers();
        for (int i = 0; i < received.size(); i++) {
            headers.addReceived(received.name(i), received.value(i));
        }
        return headers.build();
    }

    /** OkHttp never sends a one-shot body again. */
    private static final class OneShotBody extends RequestBody {
        private final byte[] bytes;

        OneShotBody(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public @Nullable MediaType contentType() {
            return null; // the request's own Content-Type header applies
        }

        @Override
        public long contentLength() {
            return bytes.length;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.write(bytes);
        }
    }
}
