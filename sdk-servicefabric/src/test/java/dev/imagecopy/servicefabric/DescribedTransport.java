package dev.imagecopy.servicefabric;

import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;

/** Fails every exchange, whichever test makes it, whose request or answer is not as the vendor's description says. */
final class DescribedTransport implements HttpTransport {
    private static final SwaggerFragment DESCRIPTION = SwaggerFragment.load();

    private final HttpTransport behind;
    private final Set<String> operations = new ConcurrentSkipListSet<>();

    DescribedTransport(HttpTransport behind) {
        this.behind = behind;
    }

    /** The description's names of the calls that have been answered. */
    Set<String> operations() {
        return operations;
    }

    @Override
    public HttpResponse send(HttpRequest request, Duration timeout) {
        return described(request, behind.send(request, timeout));
    }

    @Override
    public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
        CompletableFuture<HttpResponse> exchange = behind.sendAsync(request, timeout);
        CompletableFuture<HttpResponse> described = exchange.thenApply(response -> described(request, response));
        described.whenComplete((response, thrown) -> {
            if (described.isCancelled()) {
                exchange.cancel(true);
            }
        });
        return described;
    }

    private HttpResponse described(HttpRequest request, HttpResponse response) {
        List<String> violations = DESCRIPTION.violations(request, response);
        if (!violations.isEmpty()) {
            throw new AssertionError(request + ": " + violations);
        }
        operations.add(DESCRIPTION.operationId(request));
        return response;
    }

    @Override
    public void close() {
        behind.close();
    }
}
