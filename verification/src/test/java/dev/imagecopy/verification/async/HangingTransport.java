package dev.imagecopy.verification.async;

import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Lets the first exchanges through to a service, and leaves all further ones open. */
final class HangingTransport implements HttpTransport {
    private final HttpTransport service;
    private final int answered;
    private final List<CompletableFuture<HttpResponse>> unanswered = new ArrayList<>();
    private int sent;

    HangingTransport(HttpTransport service, int answered) {
        this.service = service;
        this.answered = answered;
    }

    /** The exchanges that were left open, in the order of sending. */
    List<CompletableFuture<HttpResponse>> unanswered() {
        return List.copyOf(unanswered);
    }

    @Override
    public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
        if (sent++ < answered) {
            return service.sendAsync(request, timeout);
        }
        CompletableFuture<HttpResponse> open = new CompletableFuture<>();
        unanswered.add(open);
        return open;
    }

    @Override
    public HttpResponse send(HttpRequest request, Duration timeout) {
        throw new AssertionError("an asynchronous method blocks: " + request);
    }

    @Override
    public void close() {
        service.close();
    }
}
