package dev.imagecopy.benchmarks.ours;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** The JDK's own client over HTTP/1.1, and Jackson's streaming parser. */
public final class JdkContender extends HandWritten {
    private HttpClient client;

    @Override
    void open() {
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @Override
    byte[] json(Map<String, String> members) throws IOException {
        return Streaming.write(members);
    }

    @Override
    String send(String url, byte[] body, boolean once, String[] headers, String... path)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).headers(headers);
        if (body != null) {
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(body));
        }
        HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("HTTP " + response.statusCode());
        }
        return Streaming.read(response.body(), path);
    }
}
