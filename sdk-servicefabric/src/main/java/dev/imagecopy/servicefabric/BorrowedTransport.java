package dev.imagecopy.servicefabric;

import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A transport that belongs to the application.
 *
 * @param owner the transport, which is never closed here
 */
record BorrowedTransport(HttpTransport owner) implements HttpTransport {
    @Override
    public HttpResponse send(HttpRequest request, Duration timeout) {
        return owner.send(request, timeout);
    }

    @Override
    public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
        return owner.sendAsync(request, timeout);
    }

    @Override
    public void close() {
        // the application closes it
    }
}
