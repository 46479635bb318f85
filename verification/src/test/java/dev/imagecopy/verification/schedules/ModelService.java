package dev.imagecopy.verification.schedules;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * A service that copies images, kept in memory, behind a network that loses things. It remembers every copy it ever made.
 * What goes wrong, and how long everything takes, is drawn from a seed. With mischief, it rejects requests whose date is
 * too far from its own clock, and some responses come from elsewhere.
 */
final class ModelService implements HttpTransport {
    /** What can become of one exchange. */
    private enum Fault {
        NOT_SENT,
        LOST_ON_THE_WAY,
        REPLY_LOST,
        NO_ANSWER,
        THROTTLED,
        UNAVAILABLE,
        BROKEN_AFTER_THE_ACT,
        GARBLED
    }

    /** One copy that was made. Times are nanoseconds. */
    static final class Copy {
        final String id;
        final String name;
        final String key;
        final boolean succeeds;
        final long visibleAt;
        final long endsAt;
        long goneAt = Long.MAX_VALUE;

        private Copy(String id, String name, String key, boolean succeeds, long visibleAt, long endsAt) {
            this.id = id;
            this.name = name;
            this.key = key;
            this.succeeds = succeeds;
            this.visibleAt = visibleAt;
            this.endsAt = endsAt;
        }

        boolean wasCancelled() {
            return goneAt != Long.MAX_VALUE;
        }
    }

    /** Requests with a date further off are rejected. */
    private static final Duration TOLERANCE = Duration.ofMinutes(15);

    private record Reply(Duration after, HttpResponse response, TransportException failure) {}

    private final ManualTimeSource time;
    private final RandomGenerator random;
    private final boolean knowsKeys;
    private final int faultPercent;
    private final Mischief mischief;
    private final boolean checksDates;
    private final List<Copy> copies = new ArrayList<>();
    private final Map<String, List<String>> copiesOfOthers = new HashMap<>();
    private boolean tellsTime;
    private boolean healthy;
    private int open;
    private int arrivals;
    private String strayed = "";

    ModelService(ManualTimeSource time, RandomGenerator random, boolean knowsKeys, Mischief mischief) {
        this.time = time;
        this.random = random;
        this.knowsKeys = knowsKeys;
        this.mischief = mischief;
        this.checksDates = mischief.happens(50);
        this.tellsTime = mischief.happens(80);
        this.faultPercent = random.nextInt(60);
    }

    /** From now on nothing goes wrong any more. */
    void heal() {
        healthy = true;
        tellsTime = true;
    }

    int arrivals() {
        return arrivals;
    }

    /** Someone else has copied another image to this name. */
    void copiedByOthers(String name) {
        List<String> theirs = copiesOfOthers.computeIfAbsent(name, unused -> new ArrayList<>());
        theirs.add("theirs-" + theirs.size());
    }

    /** The host that a request was sent to by mistake; empty if none was. */
    String strayed() {
        return strayed;
    }

    /** Counts copies that only a forged token can have started. */
    long stolen() {
        return copies.stream()
                .filter(copy -> (copy.name + copy.key).contains(Forgeries.STOLEN))
                .count();
    }

    int open() {
        return open;
    }

    List<Copy> copiesOf(String name) {
        return copies.stream().filter(copy -> copy.name.equals(name)).toList();
    }

    @Override
    public HttpResponse send(HttpRequest request, Duration timeout) {
        mischief.at("transport");
        Reply reply = reply(request, timeout);
        open++;
        try {
            time.sleep(reply.after);
            mischief.at("transport");
        } catch (InterruptedException e) {
            throw new AssertionError("no thread is interrupted in these runs", e);
        } finally {
            open--;
        }
        if (reply.failure != null) {
            throw reply.failure;
        }
        return reply.response;
    }

    @Override
    public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
        mischief.at("transport");
        Reply reply = reply(request, timeout);
        CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
        open++;
        var timer = time.schedule(reply.after, () -> {
            if (reply.failure == null) {
                answer.complete(reply.response);
            } else {
                answer.completeExceptionally(reply.failure);
            }
        });
        answer.whenComplete((value, thrown) -> {
            open--;
            timer.cancel();
        });
        return answer;
    }

    @Override
    public void close() {}

    private Reply reply(HttpRequest request, Duration timeout) {
        arrivals++;
        if (!ModelType.HOST.equals(request.uri().getHost())) {
            strayed = request.uri().getHost();
            throw new AssertionError("sent to " + strayed);
        }
        Duration delay = Duration.ofMillis(random.nextInt(500));
        if (mischief.happens(8)) {
            return new Reply(delay, mischievous(request), null);
        }
        if (healthy || random.nextInt(100) >= faultPercent) {
            return new Reply(delay, execute(request), null);
        }
        return switch (Fault.values()[random.nextInt(Fault.values().length)]) {
            case NOT_SENT -> failed(delay, SendPhase.NOT_SENT);
            case LOST_ON_THE_WAY -> failed(delay, SendPhase.MAYBE_SENT);
            case REPLY_LOST -> {
                execute(request);
                yield failed(delay, SendPhase.MAYBE_SENT);
            }
            case NO_ANSWER -> {
                if (random.nextBoolean()) {
                    execute(request);
                }
                yield failed(timeout, SendPhase.MAYBE_SENT);
            }
            case THROTTLED -> new Reply(delay, throttled(), null);
            case UNAVAILABLE -> new Reply(delay, answer(503, echo(request)), null);
            case BROKEN_AFTER_THE_ACT -> {
                execute(request);
                yield new Reply(delay, answer(500, echo(request)), null);
            }
            case GARBLED -> {
                execute(request);
                yield new Reply(delay, answer(200, "<html>" + echo(request)), null);
            }
        };
    }

    private HttpResponse mischievous(HttpRequest request) {
        HttpResponse foreign = ForeignAnswers.one(mischief.random());
        return switch (mischief.random().nextInt(5)) {
            case 0 -> answer(401, echo(request));
            case 1 -> answer(500, disguisedEcho(request));
            case 2 -> foreign; // from a proxy; the request never reached the service
            default -> {
                execute(request);
                yield foreign;
            }
        };
    }

    private String disguisedEcho(HttpRequest request) {
        String secret = request.headers().first("Authorization").orElse("");
        return switch (mischief.random().nextInt(4)) {
            case 0 -> secret.toUpperCase(Locale.ROOT);
            case 1 -> "<p>" + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
            case 2 -> "{\"message\":\"" + secret.replace("c", "\\u0063") + "\"}";
            default -> "{\"message\":\"" + "\\\"".repeat(1000) + secret; // ends within a string
        };
    }

    private static Reply failed(Duration after, SendPhase phase) {
        return new Reply(after, null, new TransportException("lost", phase, ErrorContext.none(true), null));
    }

    private HttpResponse throttled() {
        HttpResponse plain = answer(429, "{}");
        return random.nextBoolean()
                ? plain
                : new HttpResponse(
                        429,
                        HttpHeaders.builder()
                                .add("Retry-After", String.valueOf(random.nextInt(-5, 300)))
                                .build(),
                        plain.body());
    }

    /** A badly behaved service that tells the secret back. */
    private static String echo(HttpRequest request) {
        return "{\"message\":\"you sent "
                + request.headers().first("Authorization").orElse("") + "\"}";
    }

    private HttpResponse execute(HttpRequest request) {
        if (checksDates && isOff(request)) {
            return answer(403, "{\"message\":\"your clock is off\"}");
        }
        String path = request.uri().getPath();
        return switch (request.method()) {
            case "POST" -> answer(200, "{\"id\":\"" + copy(request).id + "\"}");
            case "DELETE" -> cancel(path.substring("/copies/".length()));
            default ->
                path.equals("/find")
                        ? find(request.uri().getQuery().substring("name=".length()))
                        : status(path.substring("/copies/".length()));
        };
    }

    private boolean isOff(HttpRequest request) {
        Instant date = Instant.parse(request.headers().first("X-Date").orElseThrow());
        return Duration.between(date, now()).abs().compareTo(TOLERANCE) > 0;
    }

    /** The service's clock is correct. */
    private Instant now() {
        return ManualTimeSource.START.plusNanos(time.nanoTime());
    }

    private Copy copy(HttpRequest request) {
        String name = LenientJson.text(Json.parse(request.body()).path("name"));
        String key = request.headers().first("Idempotency-Key").orElse("");
        for (Copy copy : copies) {
            if (knowsKeys && !key.isEmpty() && copy.key.equals(key)) {
                return copy;
            }
        }
        long now = time.nanoTime();
        Copy made = new Copy(
                "op-" + copies.size(),
                name,
                key,
                random.nextInt(4) > 0,
                now + Duration.ofMillis(random.nextInt(20_000)).toNanos(),
                now + Duration.ofSeconds(random.nextInt(1, 600)).toNanos());
        copies.add(made);
        return made;
    }

    private HttpResponse find(String name) {
        for (Copy copy : copies) {
            if (copy.name.equals(name) && isVisible(copy)) {
                return answer(200, "{\"id\":\"" + copy.id + "\"}");
            }
        }
        List<String> others = copiesOfOthers.getOrDefault(name, List.of());
        return answer(200, others.isEmpty() ? "{}" : "{\"others\":[\"" + String.join("\",\"", others) + "\"]}");
    }

    private HttpResponse status(String id) {
        Copy copy = byId(id);
        if (copy == null || !isVisible(copy)) {
            return answer(404, "{}");
        }
        if (time.nanoTime() < copy.endsAt) {
            return answer(200, "{\"status\":\"RUNNING\"}");
        }
        return answer(200, copy.succeeds ? "{\"status\":\"DONE\",\"image\":\"" + id + "\"}" : "{\"status\":\"ERROR\"}");
    }

    private HttpResponse cancel(String id) {
        Copy copy = byId(id);
        if (copy == null || !isVisible(copy)) {
            return answer(404, "{}");
        }
        if (time.nanoTime() >= copy.endsAt) {
            return answer(200, "{\"over\":\"" + (copy.succeeds ? "SUCCEEDED" : "FAILED") + "\"}");
        }
        if (!copy.wasCancelled()) {
            copy.goneAt = Math.min(
                    copy.endsAt,
                    time.nanoTime() + Duration.ofMillis(random.nextInt(10_000)).toNanos());
        }
        return answer(200, "{\"over\":\"NO\"}");
    }

    private boolean isVisible(Copy copy) {
        return time.nanoTime() >= copy.visibleAt && time.nanoTime() < copy.goneAt;
    }

    private Copy byId(String id) {
        return copies.stream().filter(copy -> copy.id.equals(id)).findFirst().orElse(null);
    }

    private HttpResponse answer(int status, String body) {
        HttpHeaders headers = checksDates && tellsTime
                ? HttpHeaders.builder()
                        .add("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now().atOffset(ZoneOffset.UTC)))
                        .build()
                : HttpHeaders.empty();
        return new HttpResponse(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
