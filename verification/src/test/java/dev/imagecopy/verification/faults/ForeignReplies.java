package dev.imagecopy.verification.faults;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A network in which somebody else answers some requests, either after the service has executed them or instead of it. */
final class ForeignReplies implements HttpTransport {
    private final HttpTransport service;
    private final AtomicInteger left = new AtomicInteger();
    private volatile Predicate<HttpRequest> which = request -> false;
    private volatile boolean executes = true;
    private volatile HttpResponse reply = new HttpResponse(500, HttpHeaders.empty(), new byte[0]);

    ForeignReplies(HttpTransport service) {
        this.service = service;
    }

    static HttpResponse reply(int status, String type, String body) {
        return new HttpResponse(
                status,
                HttpHeaders.empty().toBuilder().set("Content-Type", type).build(),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** The service executes the next requests of a kind, but its response is replaced. */
    void replaceNext(int count, HttpResponse answer, Predicate<HttpRequest> requests) {
        replace(count, answer, requests, true);
    }

    /** The next requests of a kind do not reach the service. */
    void interceptNext(int count, HttpResponse answer, Predicate<HttpRequest> requests) {
        replace(count, answer, requests, false);
    }

    private void replace(int count, HttpResponse answer, Predicate<HttpRequest> requests, boolean executed) {
        reply = answer;
        executes = executed;
        which = requests;
        left.set(count);
    }

    private boolean takes(HttpRequest request) {
        return which.test(request) && left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }

    @Override
    public HttpResponse send(HttpRequest request, Duration timeout) {
        boolean taken = takes(request);
        HttpResponse answer = taken && !executes ? reply : service.send(request, timeout);
        return taken ? reply : answer;
    }

    @Override
    public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
        boolean taken = takes(request);
        return taken && !executes
                ? CompletableFuture.completedFuture(reply)
                : service.sendAsync(request, timeout).thenApply(answer -> taken ? reply : answer);
    }

    @Override
    public void close() {
        service.close();
    }
}
