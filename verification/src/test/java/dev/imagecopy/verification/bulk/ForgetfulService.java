package dev.imagecopy.verification.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Yandex Cloud Desktop for a million copies: each is done at once and forgotten, so that only the client's memory counts. */
final class ForgetfulService implements HttpTransport {
    private static final HttpHeaders HEADERS =
            HttpHeaders.builder().add("Content-Type", "application/json").build();

    private final AtomicLong copies = new AtomicLong();

    long copies() {
        return copies.get();
    }

    @Override
    public HttpResponse send(HttpRequest request, Duration timeout) {
        String path = request.uri().getPath();
        String number = path.endsWith(":copy")
                ? String.format("%017d", copies.incrementAndGet())
                : path.substring(path.lastIndexOf('/') + 1 + "fdv".length());
        String answer =
                """
                {"id":"fdv%1$s","description":"","createdAt":"2026-01-01T00:00:00Z","modifiedAt":"2026-01-01T00:00:00Z",\
                "createdBy":"aje","done":true,"metadata":{"imageId":"fda%1$s"},"response":{"id":"fda%1$s",\
                "folderId":"b1gsimulatorfolder01","createdAt":"2026-01-01T00:00:00Z","name":"copy","status":"ACTIVE"}}"""
                        .formatted(number);
        return new HttpResponse(200, HEADERS, answer.getBytes(UTF_8));
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
