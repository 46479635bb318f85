package dev.imagecopy.benchmarks.ours;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** The base line, "raw": OkHttp with its default settings, and Jackson's databind. */
public final class RawContender extends HandWritten {
    private final ObjectMapper mapper = new ObjectMapper();
    private final OkHttpClient client = new OkHttpClient();

    @Override
    void open() {
        // default settings
    }

    @Override
    byte[] json(Map<String, String> members) throws IOException {
        return mapper.writeValueAsBytes(members);
    }

    @Override
    String send(WireRequest request, String... path) throws IOException {
        try (Response response =
                client(client, request).newCall(okHttp(request)).execute()) {
            if (!response.isSuccessful()) {
                throw new IOException("HTTP " + response.code());
            }
            byte[] body = response.body().bytes();
            if (path.length == 0) {
                return null;
            }
            JsonNode node = mapper.readTree(body);
            for (String name : path) {
                node = (node.isArray() ? node.path(0) : node).path(name);
            }
            return node.isMissingNode() ? null : node.asText();
        }
    }

    static OkHttpClient client(OkHttpClient client, WireRequest request) {
        return request.once()
                ? client.newBuilder()
                        .connectionPool(new ConnectionPool(0, 1, TimeUnit.MINUTES))
                        .build()
                : client;
    }

    static Request okHttp(WireRequest request) {
        Request.Builder wire = new Request.Builder().url(request.url());
        request.headers().forEach(wire::addHeader);
        if (request.body() != null) {
            wire.method(request.method(), RequestBody.create(request.body(), MediaType.get(request.contentType())));
        }
        return wire.build();
    }
}
