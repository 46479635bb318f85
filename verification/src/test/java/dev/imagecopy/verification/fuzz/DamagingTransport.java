package dev.imagecopy.verification.fuzz;

import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Damages most of the answers that come through it, as soon as it has a mutator: what the service really said to the request,
 * or one of the golden answers, with this status or that.
 */
public final class DamagingTransport implements HttpTransport {
    private static final List<Integer> STATUSES =
            List.of(200, 202, 204, 302, 400, 401, 403, 404, 408, 409, 413, 429, 500, 502, 503, 504);

    private static final List<String> HINTS = List.of(
            "Retry-After", "x-ms-retry-after-ms", "retry-after-ms", "x-retry-after", "X-RateLimit-Reset", "Date");

    private static final List<byte[]> HINT_VALUES =
            List.of(Mutator.bytes("7"), Mutator.bytes("Wed, 21 Oct 2026 07:28:00 GMT"), Mutator.bytes("-1"));

    /** One logical call may ask again, look for its image and refresh its key, but it comes to an end. */
    private static final int MOST_EXCHANGES = 500;

    private final HttpTransport service;
    private final List<byte[]> golden;
    private Mutator mutator;
    private int exchanges;

    public DamagingTransport(HttpTransport service, List<byte[]> golden) {
        this.service = service;
        this.golden = golden;
    }

    /** From now on answers are damaged. */
    public void damageWith(Mutator by) {
        mutator = by;
        exchanges = 0;
    }

    @Override
    public HttpResponse send(HttpRequest request, Duration timeout) {
        return damaged(service.send(request, timeout));
    }

    @Override
    public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
        return service.sendAsync(request, timeout).thenApply(this::damaged);
    }

    @Override
    public void close() {
        service.close();
    }

    private HttpResponse damaged(HttpResponse whole) {
        if (mutator == null) {
            return whole;
        }
        if (++exchanges > MOST_EXCHANGES) {
            throw new AssertionError("one call made more than " + MOST_EXCHANGES + " exchanges");
        }
        if (mutator.oneIn(3)) {
            return whole;
        }
        byte[] body = mutator.oneIn(4) ? mutator.pick(golden) : whole.body();
        HttpHeaders.Builder headers = whole.headers().toBuilder();
        if (mutator.oneIn(8)) {
            byte[] value = mutator.damage(mutator.pick(HINT_VALUES), HINT_VALUES);
            headers.addReceived(mutator.pick(HINTS), new String(value, StandardCharsets.ISO_8859_1));
        }
        return new HttpResponse(
                mutator.oneIn(3) ? mutator.pick(STATUSES) : whole.status(),
                headers.build(),
                mutator.damage(body, golden));
    }
}
