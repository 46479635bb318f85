package dev.imagecopy.benchmarks.ours;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** "Raw minimal": OkHttp with a pool and a dispatcher of the right size, and Jackson's streaming parser. */
public final class MinimalContender extends HandWritten {
    private OkHttpClient client;

    @Override
    void open() {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(256);
        dispatcher.setMaxRequestsPerHost(256);
        client = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(64, 1, TimeUnit.MINUTES))
                .build();
    }

    @Override
    byte[] json(Map<String, String> members) throws IOException {
        return Streaming.write(members);
    }

    @Override
    String send(String url, byte[] body, boolean once, String[] headers, String... path) throws IOException {
        try (Response response =
                client.newCall(OkHttpRequests.of(url, body, headers)).execute()) {
            if (response.code() == 404) {
                return null;
            }
            if (!response.isSuccessful()) {
                throw new IOException("HTTP " + response.code());
            }
            return Streaming.read(response.body().bytes(), path);
        }
    }
}
