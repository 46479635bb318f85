package dev.imagecopy.core.spi;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.json.JsonWriter;
import dev.imagecopy.core.retry.Repeatability;
import java.net.URI;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes one request of a wire table's row. */
final class RequestEncoder {
    private RequestEncoder() {}

    static <R> HttpRequest encode(
            ApiCall.Builder<R> call, R request, URI endpoint, String idempotencyKey, HttpHeaders common) {
        String path = path(call, request);
        QueryParameters query = query(call, request);
        HttpHeaders.Builder headers = common.toBuilder();
        for (BiConsumer<R, HttpHeaders.Builder> writer : call.headers) {
            writer.accept(request, headers);
        }
        if (!idempotencyKey.isEmpty()) {
            if (call.keyHeader != null) {
                headers.set(call.keyHeader, idempotencyKey);
            }
            if (call.keyQuery != null) {
                query.add(call.keyQuery, idempotencyKey);
            }
        }
        byte[] body = body(call, request);
        if (body != null) {
            headers.set("Content-Type", call.contentType);
        }
        HttpRequest encoded = HttpRequest.of(
                call.method, target(endpoint, path, call.sortedQuery ? query.sorted() : query), headers.build());
        encoded = body == null ? encoded : encoded.withBody(body);
        Duration asked = call.timeout == null ? null : call.timeout.apply(request);
        encoded = asked == null ? encoded : encoded.withReadTimeout(asked);
        return call.repeatability == Repeatability.ONCE ? encoded.onFreshConnection() : encoded;
    }

    /** A hash of method, path, query and body; the word null stands for no query. */
    static <R> String fingerprint(ApiCall.Builder<R> call, R request) {
        String query = query(call, request).encoded();
        String head = call.method + '\n' + path(call, request) + '\n' + (query.isEmpty() ? "null" : query) + '\n';
        byte[] start = Digests.utf8(head);
        byte[] body = body(call, request);
        return Digests.sha256Hex(body == null ? start : Digests.concat(start, body));
    }

    private static <R> String path(ApiCall.Builder<R> call, R request) {
        PathVariables path = new PathVariables(call.path);
        for (BiConsumer<R, PathVariables> variable : call.pathVariables) {
            variable.accept(request, path);
        }
        return path.filled();
    }

    private static <R> QueryParameters query(ApiCall.Builder<R> call, R request) {
        QueryParameters query = new QueryParameters();
        for (BiConsumer<R, QueryParameters> writer : call.queries) {
            writer.accept(request, query);
        }
        return query;
    }

    private static <R> byte @Nullable [] body(ApiCall.Builder<R> call, R request) {
        BiConsumer<R, JsonWriter> json = call.json;
        if (json != null) {
            return JsonWriter.object(writer -> json.accept(request, writer));
        }
        BiConsumer<R, QueryParameters> form = call.form;
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
}
