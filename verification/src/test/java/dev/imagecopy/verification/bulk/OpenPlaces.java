package dev.imagecopy.verification.bulk;

import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.TransportException;
import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.http.SendPhase;
import dev.imagecopy.core.spi.SendOrder;
import dev.imagecopy.core.spi.Urgency;
import dev.imagecopy.core.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * A transport without sockets that has as few places as the one with sockets, and as many again for exchanges that stay open:
 * the others wait their turn, the urgent ones first, and their time begins with it. For one thread.
 */
final class OpenPlaces implements HttpTransport {
    static final int PLACES = 256;

    private final HttpTransport transport;
    private final TimeSource time;
    private final Duration onTheWay;
    private final Places quick = new Places();
    private final Places open = new Places();

    /** @param onTheWay how long each answer takes, except those of exchanges that stay open */
    OpenPlaces(HttpTransport transport, TimeSource time, Duration onTheWay) {
        this.transport = transport;
        this.time = time;
        this.onTheWay = onTheWay;
    }

    int mostTaken() {
        return Math.max(quick.mostTaken, open.mostTaken);
    }

    @Override
    public HttpResponse send(HttpRequest request, Duration timeout) {
        return transport.send(request, timeout);
    }

    @Override
    public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
        SendOrder order = SendOrder.of(request);
        SendOrder.Turn turn = Objects.requireNonNull(order.turnOrNull());
        CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
        Places places = order.staysOpen() ? open : quick;
        if (places.tryTake()) {
            send(places, request, turn.comes(), answer);
            return answer;
        }
        TimeSource.Timer end =
                time.schedule(turn.longestWait(), () -> answer.completeExceptionally(timedOut(SendPhase.NOT_SENT)));
        places.waiting(order.urgency()).add(() -> {
            end.cancel();
            if (answer.isDone()) {
                places.release();
            } else {
                HttpRequest ready = turn.renewed(request).join();
                send(places, ready, turn.comes(), answer);
            }
        });
        return answer;
    }

    private void send(Places places, HttpRequest request, Duration timeout, CompletableFuture<HttpResponse> answer) {
        CompletableFuture<HttpResponse> unused = transport
                .sendAsync(request, timeout)
                .thenCompose(response -> places == quick ? later(response, timeout) : answered(response))
                .whenComplete((response, thrown) -> {
                    places.release();
                    if (thrown == null) {
                        answer.complete(response);
                    } else {
                        answer.completeExceptionally(thrown);
                    }
                });
    }

    private CompletableFuture<HttpResponse> later(HttpResponse response, Duration timeout) {
        if (onTheWay.isZero()) {
            return answered(response);
        }
        CompletableFuture<HttpResponse> arrived = new CompletableFuture<>();
        if (onTheWay.compareTo(timeout) < 0) {
            time.schedule(onTheWay, () -> arrived.complete(response));
        } else {
            time.schedule(timeout, () -> arrived.completeExceptionally(timedOut(SendPhase.MAYBE_SENT)));
        }
        return arrived;
    }

    private static CompletableFuture<HttpResponse> answered(HttpResponse response) {
        return CompletableFuture.completedFuture(response);
    }

    private static TransportException timedOut(SendPhase phase) {
        return new TransportException("no complete response in time", phase, ErrorContext.none(true), null);
    }

    @Override
    public void close() {
        transport.close();
    }

    /** The places of one kind. */
    private static final class Places {
        private final Map<Urgency, Queue<Runnable>> waiting = new EnumMap<>(Urgency.class);
        private int taken;
        private int mostTaken;

        Queue<Runnable> waiting(Urgency urgency) {
            return waiting.computeIfAbsent(urgency, any -> new ArrayDeque<>());
        }

        boolean tryTake() {
            if (taken == PLACES) {
                return false;
            }
            mostTaken = Math.max(mostTaken, ++taken);
            return true;
        }

        void release() {
            for (Queue<Runnable> next : waiting.values()) {
                if (!next.isEmpty()) {
                    next.remove().run();
                    return;
                }
            }
            taken--;
        }
    }
}
