package dev.imagecopy.servicefabric;

import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.spi.SendOrder;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Takes its time to connect. */
record LateTransport(HttpTransport over, ManualTimeSource time, Duration late) implements HttpTransport {
    @Override
    public HttpResponse send(HttpRequest request, Duration timeout) {
        return over.send(request, timeout);
    }

    @Override
    public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
        if (!SendOrder.of(request).staysOpen()) {
            return over.sendAsync(request, timeout);
        }
        CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
        TimeSource.Timer unused =
                time.schedule(late, () -> over.sendAsync(request, timeout).whenComplete((response, thrown) -> {
                    if (thrown == null) {
                        answer.complete(response);
                    } else {
                        answer.completeExceptionally(thrown);
                    }
                }));
        return answer;
    }

    @Override
    public void close() {
        over.close();
    }
}
