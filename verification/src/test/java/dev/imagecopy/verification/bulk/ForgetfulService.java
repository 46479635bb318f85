package dev.imagecopy.verification.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Yandex Cloud Desktop for a million copies: each is done at once and forgotten, so that only the client's memory counts. */
final class ForgetfulService implements HttpTransport {
    private static final Pattern NAME = Pattern.compile("\"name\":\"([^\"]+)\"");
    private static final HttpHeaders HEADERS =
            HttpHeaders.builder().add("Content-Type", "application/json").build();

    private final AtomicLong copies = new AtomicLong();

    long copies() {
        return copies.get();
    }

    @Override
    public HttpResponse send(HttpRequest request, Duration timeout) {
        String path = request.uri().getPath();
        String answer;
        if (path.endsWith(":copy")) {
            copies.incrementAndGet();
            Matcher name = NAME.matcher(new String(request.body(), UTF_8));
            answer = operation("fdv" + (name.find() ? name.group(1) : ""));
        } else {
            answer = image(path.substring(path.lastIndexOf('/') + 1));
        }
        return new HttpResponse(200, HEADERS, answer.getBytes(UTF_8));
    }

    private static String operation(String imageId) {
        return """
                {"id":"fdo%s","description":"","createdAt":"2026-01-01T00:00:00Z","modifiedAt":"2026-01-01T00:00:00Z",\
                "createdBy":"aje","done":true,"metadata":{"imageId":"%s"},"response":%s}"""
                .formatted(imageId.substring(3), imageId, image(imageId));
    }

    /** What is asked for once an operation is done; its id tells its name. */
    private static String image(String imageId) {
        return """
                {"id":"%s","folderId":"b1gsimulatorfolder01","createdAt":"2026-01-01T00:00:00Z","name":"%s",\
                "status":"ACTIVE"}"""
                .formatted(imageId, imageId.substring(3));
    }

    @Override
    public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
        return CompletableFuture.completedFuture(send(request, timeout));
    }

    @Override
    public void close() {
        // nothing to free
    }
}
