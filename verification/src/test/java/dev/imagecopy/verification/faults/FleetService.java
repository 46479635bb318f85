package dev.imagecopy.verification.faults;

import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.testing.ManualTimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** A service in memory that holds any number of copies, behind a network on which one exchange in ten goes wrong. */
final class FleetService implements HttpTransport {
    private static final int FAULT_PERCENT = 10;
    private static final HttpResponse BUSY = new HttpResponse(503, HttpHeaders.empty(), new byte[0]);
    private static final HttpResponse THROTTLED = new HttpResponse(429, HttpHeaders.empty(), new byte[0]);
    private static final HttpResponse UNKNOWN = new HttpResponse(404, HttpHeaders.empty(), new byte[0]);

    private record Copy(String name, long endsAt) {}

    private final ManualTimeSource time;
    private final RandomGenerator random;
    private final Map<String, Copy> copies = new HashMap<>();
    private final Map<String, String> idsByName = new HashMap<>();
    private final Map<String, Busiest> busiestByKind = new HashMap<>();
    private boolean healthy;
    private int doubles;

    FleetService(ManualTimeSource time, RandomGenerator random) {
        this.time = time;
        this.random = random;
    }

    /** From now on nothing goes wrong any more. */
    void heal() {
        healthy = true;
    }

    /** How many copies were made of something that had been copied already. */
    int doubles() {
        return doubles;
    }

    boolean hasCopyOf(String name) {
        return idsByName.containsKey(name);
    }

    /** The most exchanges that any second saw of one kind. */
    int busiestSecond() {
        return busiestByKind.values().stream().mapToInt(Busiest::most).max().orElseThrow();
    }

    @Override
    public HttpResponse send(HttpRequest request, Duration timeout) {
        throw new UnsupportedOperationException("all calls of a fleet are asynchronous");
    }

    @Override
    public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
        boolean search = request.uri().getPath().equals("/find");
        busiestByKind
                .computeIfAbsent(search ? "search" : request.method(), kind -> new Busiest(time))
                .count();
        if (healthy || random.nextInt(100) >= FAULT_PERCENT) {
            return CompletableFuture.completedFuture(execute(request));
        }
        return switch (random.nextInt(5)) {
            case 0 -> lost(SendPhase.NOT_SENT);
            case 1 -> {
                HttpResponse unheard = execute(request);
                yield unheard.status() == 200 ? lost(SendPhase.MAYBE_SENT) : lost(SendPhase.ANSWERED);
            }
            case 2 -> CompletableFuture.completedFuture(BUSY);
            case 3 -> CompletableFuture.completedFuture(THROTTLED);
            default -> silence(timeout);
        };
    }

    @Override
    public void close() {}

    private static CompletableFuture<HttpResponse> lost(SendPhase phase) {
        return CompletableFuture.failedFuture(new TransportException("lost", phase, ErrorContext.none(true), null));
    }

    private CompletableFuture<HttpResponse> silence(Duration timeout) {
        CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
        var timer = time.schedule(
                timeout,
                () -> answer.completeExceptionally(
                        new TransportException("silence", SendPhase.MAYBE_SENT, ErrorContext.none(true), null)));
        CompletableFuture<HttpResponse> unused = answer.whenComplete((response, thrown) -> timer.cancel());
        return answer;
    }

    private HttpResponse execute(HttpRequest request) {
        String path = request.uri().getPath();
        if (request.method().equals("POST")) {
            return copy(LenientJson.text(Json.parse(request.body()).path("name")));
        }
        if (path.equals("/find")) {
            String id = idsByName.get(request.uri().getQuery().substring("name=".length()));
            return Probe.json(id == null ? "{}" : "{\"id\":\"" + id + "\"}");
        }
        Copy copy = copies.get(path.substring("/copies/".length()));
        if (copy == null) {
            return UNKNOWN;
        }
        return Probe.json(
                time.nanoTime() < copy.endsAt()
                        ? "{\"status\":\"RUNNING\"}"
                        : "{\"status\":\"DONE\",\"image\":\"" + copy.name() + "\"}");
    }

    private HttpResponse copy(String name) {
        String id = "op-" + copies.size();
        Duration length = Duration.ofSeconds(10 + random.nextInt(110));
        copies.put(id, new Copy(name, time.nanoTime() + length.toNanos()));
        if (idsByName.put(name, id) != null) {
            doubles++;
        }
        return Probe.json("{\"id\":\"" + id + "\"}");
    }
}
