package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** The service executes every copy, but its first answers become errors on the way. */
final class ReplacedAnswers implements HttpTransport {
    private final HttpTransport behind;
    private final HttpResponse error;
    private final AtomicInteger left;

    ReplacedAnswers(HttpTransport behind, int status, int code, int times) {
        this.behind = behind;
        this.error = Script.response(status, "{\"code\":" + code + ",\"message\":\"m\"}");
        this.left = new AtomicInteger(times);
    }

    private HttpResponse replaced(HttpRequest request, HttpResponse answer) {
        boolean isCopy = request.uri().getPath().endsWith(":copy");
        return isCopy && left.getAndDecrement() > 0 ? error : answer;
    }

    @Override
    public HttpResponse send(HttpRequest request, Duration timeout) {
        return replaced(request, behind.send(request, timeout));
    }

    @Override
    public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
        return behind.sendAsync(request, timeout).thenApply(answer -> replaced(request, answer));
    }

    @Override
    public void close() {
        behind.close();
    }
}
