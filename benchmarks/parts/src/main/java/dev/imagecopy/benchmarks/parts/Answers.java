package dev.imagecopy.benchmarks.parts;

import dev.imagecopy.benchmarks.server.StubServer;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** The stub server's answers, the same that whole exchanges are measured with. */
public final class Answers {
    private Answers() {}

    /**
     * Asks the stub server once.
     *
     * @param method the request's method
     * @param target its path and query
     * @param action the action of a remote procedure call; empty elsewhere
     * @return the response
     */
    public static HttpResponse to(String method, String target, String action) {
        try (StubServer server = StubServer.start()) {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(server.address() + target).toURL().openConnection();
            connection.setRequestMethod(method);
            if (!action.isEmpty()) {
                connection.setRequestProperty("x-acs-action", action);
            }
            try (InputStream in = connection.getInputStream()) {
                byte[] body = in.readAllBytes();
                HttpHeaders.Builder headers = HttpHeaders.builder();
                connection.getHeaderFields().forEach((name, values) -> {
                    if (name != null) {
                        values.forEach(value -> headers.addReceived(name, value));
                    }
                });
                return new HttpResponse(connection.getResponseCode(), headers.build(), body);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
