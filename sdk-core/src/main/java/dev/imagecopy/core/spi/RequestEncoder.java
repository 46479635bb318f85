package dev.imagecopy.core.spi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes the requests of one {@code ApiCall}: path, query, headers and body. Immutable. */
final class RequestEncoder<R> {
    private final String method;
    private final String path;
    private final List<BiConsumer<R, PathVariables>> pathVariables;
    private final List<BiConsumer<R, QueryParameters>> queries;
    private final boolean sortedQuery;
    private final List<BiConsumer<R, HttpHeaders.Builder>> headers;
    private final @Nullable BiConsumer<R, ObjectNode> json;
    private final @Nullable BiConsumer<R, QueryParameters> form;
    private final String contentType;
    private final @Nullable String keyHeader;
    private final @Nullable String keyQuery;
    private final @Nullable Function<R, @Nullable Duration> timeout;

    private RequestEncoder(Builder<R> parts) {
        this.method = parts.method;
        this.path = parts.path;
        this.pathVariables = List.copyOf(parts.pathVariables);
        this.queries = List.copyOf(parts.queries);
        this.sortedQuery = parts.sortedQuery;
        this.headers = List.copyOf(parts.headers);
        this.json = parts.json;
        this.form = parts.form;
        this.contentType = parts.contentType;
        this.keyHeader = parts.keyHeader;
        this.keyQuery = parts.keyQuery;
        this.timeout = parts.timeout;
    }

    String method() {
        return method;
    }

    /** The path template, with variables in braces. */
    String path() {
        return path;
    }

    boolean sendsKey() {
        return keyHeader != null || keyQuery != null;
    }

    @Nullable
    Duration timeout(R request) {
        return timeout == null ? null : timeout.apply(request);
    }

    /** Writes a request, complete except for the credentials; an empty key is omitted. */
    HttpRequest encode(R request, URI address, String idempotencyKey, HttpHeaders common) {
        URI endpoint = WireAddress.of(address);
        QueryParameters query = queryOf(request);
        HttpHeaders.Builder fields = common.toBuilder();
        write(headers, request, fields);
        if (!idempotencyKey.isEmpty()) {
            if (keyHeader != null) {
                fields.set(keyHeader, idempotencyKey);
            }
            if (keyQuery != null) {
                query.add(keyQuery, idempotencyKey);
            }
        }
        byte[] body = body(request);
        if (body != null) {
            fields.set("Content-Type", contentType);
        }
        String target = target(endpoint, pathOf(request), sortedQuery ? query.sorted() : query);
        HttpRequest encoded = HttpRequest.of(method, target, fields.build());
        String base = endpoint.getRawPath();
        encoded = base == null || base.length() < 2 ? encoded : encoded.hidingPath(base);
        encoded = body == null ? encoded : encoded.withBody(body);
        Duration asked = timeout(request);
        return asked == null ? encoded : encoded.withReadTimeout(asked);
    }

    /** Hashes method, path, query and body; a missing query is hashed as the word null. */
    String fingerprint(R request) {
        String query = queryOf(request).encoded();
        String head = method + '\n' + pathOf(request) + '\n' + (query.isEmpty() ? "null" : query) + '\n';
        byte[] start = Digests.utf8(head);
        byte[] body = body(request);
        return Digests.sha256Hex(body == null ? start : Digests.concat(start, body));
    }

    private String pathOf(R request) {
        PathVariables variables = new PathVariables(path);
        write(pathVariables, request, variables);
        return variables.filled();
    }

    private QueryParameters queryOf(R request) {
        QueryParameters query = new QueryParameters();
        write(queries, request, query);
        return query;
    }

    private static <R, T> void write(List<BiConsumer<R, T>> parts, R request, T to) {
        for (int i = 0; i < parts.size(); i++) { // an iterator for each part of each request would take 100 bytes
            parts.get(i).accept(request, to);
        }
    }

    private byte @Nullable [] body(R request) {
        if (json != null) {
            ObjectNode body = Json.object();
            json.accept(request, body);
            return Json.write(body);
        }
        if (form != null) {
            QueryParameters fields = new QueryParameters();
            form.accept(request, fields);
            return Digests.utf8(fields.encoded());
        }
        return null;
    }

    private static String target(URI endpoint, String path, QueryParameters query) {
        String base = endpoint.toString();
        int end = base.endsWith("/") ? base.length() - 1 : base.length();
        StringBuilder text = new StringBuilder(end + path.length() + query.room())
                .append(base, 0, end)
                .append(path);
        if (!query.isEmpty()) {
            text.append('?');
            query.append(text);
        }
        return text.toString();
    }

    /** Collects what {@code ApiCall.Builder} declares about requests. */
    static final class Builder<R> {
        final List<BiConsumer<R, PathVariables>> pathVariables = new ArrayList<>();
        final List<BiConsumer<R, QueryParameters>> queries = new ArrayList<>();
        final List<BiConsumer<R, HttpHeaders.Builder>> headers = new ArrayList<>();
        boolean sortedQuery;

        @Nullable
        BiConsumer<R, ObjectNode> json;

        @Nullable
        BiConsumer<R, QueryParameters> form;

        String contentType = "application/json; charset=utf-8";

        @Nullable
        String keyHeader;

        @Nullable
        String keyQuery;

        @Nullable
        Function<R, @Nullable Duration> timeout;

        private final String method;
        private final String path;

        Builder(String method, String path) {
            this.method = method;
            this.path = path;
        }

        RequestEncoder<R> build() {
            return new RequestEncoder<>(this);
        }
    }
}
