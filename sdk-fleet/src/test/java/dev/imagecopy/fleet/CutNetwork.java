package dev.imagecopy.fleet;

import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** The network of a worker that stands still for 20 s, or ends, at its first request for a copy. */
final class CutNetwork implements HttpTransport {
    /** Where the first request for a copy gets to. */
    enum Cut {
        BEFORE_THE_REQUEST_ARRIVES,
        BEFORE_THE_ANSWER_COMES
    }

    private static final Duration LATE = Duration.ofSeconds(20);

    private final HttpTransport service;
    private final Cut cut;
    private final BooleanSupplier onCut;
    private final TimeSource time;
    private boolean done;
    private int requestsAfterwards;

    CutNetwork(HttpTransport service, TimeSource time, Cut cut, BooleanSupplier onCut) {
        this.time = time;
        this.service = service;
        this.cut = cut;
        this.onCut = onCut;
    }

    @Override
    public HttpResponse send(HttpRequest request, Duration timeout) {
        return sendAsync(request, timeout).join();
    }

    @Override
    public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
        if (done) {
            requestsAfterwards++;
        }
        if (done || !isCopy(request)) {
            return service.sendAsync(request, timeout);
        }
        done = true;
        CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
        if (cut == Cut.BEFORE_THE_ANSWER_COMES) {
            service.sendAsync(request, timeout).thenAccept(told -> time.schedule(LATE, () -> answer.complete(told)));
        } else {
            time.schedule(LATE, () -> {
                if (!answer.isDone()) {
                    service.sendAsync(request, timeout).thenAccept(answer::complete);
                }
            });
        }
        if (onCut.getAsBoolean()) {
            answer.complete(null); // the process has ended: nobody will look
            return new CompletableFuture<>();
        }
        return answer;
    }

    /** How many requests followed the one that was cut. */
    int requestsAfterwards() {
        return requestsAfterwards;
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
    public void close() {
        service.close();
    }
}
