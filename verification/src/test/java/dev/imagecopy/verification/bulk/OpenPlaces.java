package dev.imagecopy.verification.bulk;

import dev.imagecopy.core.http.HttpRequest;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.http.HttpTransport;
import dev.imagecopy.core.spi.SendOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * A transport without sockets that has as few places for exchanges that stay open as the one with sockets: the others wait their
 * turn, and their time begins with it. For one thread.
 */
final class OpenPlaces implements HttpTransport {
    static final int PLACES = 256;

    private final HttpTransport transport;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int taken;
    private int mostTaken;

    OpenPlaces(HttpTransport transport) {
        this.transport = transport;
    }

    int mostTaken() {
        return mostTaken;
    }

    @Override
    public HttpResponse send(HttpRequest request, Duration timeout) {
        return transport.send(request, timeout);
    }

    @Override
    public CompletableFuture<HttpResponse> sendAsync(HttpRequest request, Duration timeout) {
        SendOrder order = SendOrder.of(request);
        if (!order.staysOpen()) {
            return transport.sendAsync(request, timeout);
        }
        SendOrder.Turn turn = Objects.requireNonNull(order.turnOrNull());
        CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
        waiting.add(() -> send(request, turn.comes(), answer));
        sendNext();
        return answer;
    }

    private void send(HttpRequest request, Duration timeout, CompletableFuture<HttpResponse> answer) {
        CompletableFuture<HttpResponse> unused = transport
                .sendAsync(request, timeout)
                .whenComplete((response, thrown) -> {
                    taken--;
                    sendNext();
                    if (thrown == null) {
                        answer.complete(response);
                    } else {
                        answer.completeExceptionally(thrown);
                    }
                });
    }

    private void sendNext() {
        if (taken < PLACES && !waiting.isEmpty()) {
            mostTaken = Math.max(mostTaken, ++taken);
            waiting.remove().run();
        }
    }

    @Override
    public void close() {
        transport.close();
    }
}
