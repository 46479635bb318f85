package dev.imagecopy.verification.store;

import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** The network of a process that ends at the request for a copy: from then on nothing comes back, and nothing goes out. */
final class CutTransport implements HttpTransport {
    /** When the process ends. */
    enum Cut {
        NEVER,
        BEFORE_THE_REQUEST_ARRIVES,
        BEFORE_THE_ANSWER_COMES
    }

    private final HttpTransport service;
    private final Cut cut;
    private volatile boolean ended;

    CutTransport(HttpTransport service, Cut cut) {
        this.service = service;
        this.cut = cut;
    }

    @Override
    public HttpResponse send(HttpRequest request, Duration timeout) {
        return sendAsync(request, timeout).join();
    }

    @Override
    public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
        boolean last = cut != Cut.NEVER && isCopy(request);
        if (ended || (last && cut == Cut.BEFORE_THE_REQUEST_ARRIVES)) {
            ended = true;
            return new CompletableFuture<>();
        }
        CompletableFuture<HttpResponse> answer = service.sendAsync(request, timeout);
        if (last) {
            ended = true;
            return new CompletableFuture<>();
        }
        return answer;
    }

    static boolean isCopy(HttpRequest request) {
        String path = request.uri().getPath().toLowerCase(Locale.ROOT);
        return request.method().equals("POST")
                && (path.endsWith("copy")
                        || path.contains(":copy")
                        || request.headers()
                                .first("x-acs-action")
                                .filter("CopyImage"::equals)
                                .isPresent());
    }

    @Override
    public void close() {}
}
