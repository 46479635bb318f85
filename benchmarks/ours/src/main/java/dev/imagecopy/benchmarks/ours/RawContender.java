package dev.imagecopy.benchmarks.ours;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** The yardstick, "raw": OkHttp with its default settings, which keep a connection, and Jackson's databind. */
public class RawContender extends HandWritten {
    private final ObjectMapper mapper = new ObjectMapper();
    private final OkHttpClient client = new OkHttpClient();

    @Override
    void open() {
        // default settings
    }

    /** The client for a call. */
    OkHttpClient client(boolean once) {
        return client;
    }

    @Override
    final byte[] json(Map<String, String> members) throws IOException {
        return mapper.writeValueAsBytes(members);
    }

    @Override
    final String send(String url, byte[] body, boolean once, String[] headers, String... path) throws IOException {
        try (Response response =
                client(once).newCall(OkHttpRequests.of(url, body, headers)).execute()) {
            if (response.code() == 404) {
                return null;
            }
            if (!response.isSuccessful()) {
                throw new IOException("HTTP " + response.code());
            }
            byte[] answer = response.body().bytes();
            if (path.length == 0) {
                return null;
            }
            JsonNode node = mapper.readTree(answer);
            for (String name : path) {
                node = (node.isArray() ? node.path(0) : node).path(name);
            }
            return node.isMissingNode() ? null : node.asText();
        }
    }
}
