package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Always the same answer, and no memory of what was asked. */
final class CountingTransport implements HttpTransport {
    private final HttpResponse answer;
    private final AtomicInteger count = new AtomicInteger();

    CountingTransport(byte[] body) {
        answer = new HttpResponse(200, HttpHeaders.empty(), body);
    }

    int count() {
        return count.get();
    }

    static long usedMemory() {
        Runtime runtime = Runtime.getRuntime();
        runtime.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Override
    public HttpResponse send(HttpRequest request, Duration timeout) {
        count.incrementAndGet();
        return answer;
    }

    @Override
    public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
        return CompletableFuture.completedFuture(send(request, timeout));
    }

    @Override
    public void close() {
        // nothing is open
    }
}
